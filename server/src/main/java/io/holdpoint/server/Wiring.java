// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static java.util.Objects.requireNonNull;

import io.holdpoint.collector.Collector;
import io.holdpoint.collector.CollectorConfig;
import io.holdpoint.collector.source.RegisteredSource;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import io.holdpoint.collector.storage.Pruner;
import io.holdpoint.collector.storage.SqlSessionStore;
import io.holdpoint.dashboard.Dashboard;
import io.holdpoint.dashboard.feed.LiveFeed;
import io.holdpoint.dashboard.insight.Insights;
import io.holdpoint.dashboard.oidc.OidcFetch;
import io.holdpoint.dashboard.oidc.OidcSettings;
import io.holdpoint.engine.CorrelationEngine;
import io.holdpoint.engine.live.LiveRules;
import io.holdpoint.engine.live.RuleLog;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.gateway.Gateway;
import io.holdpoint.gateway.approval.DeskClock;
import io.holdpoint.gateway.approval.Edits;
import io.holdpoint.gateway.approval.JournaledApprovalDesk;
import io.holdpoint.gateway.bypass.JournaledBypass;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.containment.ExpiryClock;
import io.holdpoint.gateway.containment.JournaledDeclarations;
import io.holdpoint.gateway.containment.JournaledSignalBus;
import io.holdpoint.gateway.containment.SignalExpiry;
import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.gateway.offer.OfferBook;
import io.holdpoint.gateway.policy.Policies;
import io.holdpoint.gateway.recording.RecordingJournal;
import io.holdpoint.gateway.recording.SealedRecording;
import io.holdpoint.gateway.telemetry.OtelStepSpans;
import io.holdpoint.gateway.telemetry.TelemetrySettings;
import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.model.port.ApprovalDesk;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.server.alert.Alerts;
import io.holdpoint.server.audit.AuditKeeper;
import io.holdpoint.server.audit.trail.JournaledTrail;
import io.holdpoint.server.cli.Version;
import io.holdpoint.server.config.Catalogues;
import io.holdpoint.server.config.DataLayout;
import io.holdpoint.server.config.ServerConfig;
import io.holdpoint.server.data.DataFolder;
import io.holdpoint.server.metrics.OwnMetrics;
import io.holdpoint.server.metrics.Watched;
import io.holdpoint.server.recording.OpenedStore;
import io.holdpoint.server.remote.listener.EnforcementListener;
import io.holdpoint.server.remote.listener.SharedFacts;
import io.holdpoint.server.remote.trust.Authority;
import io.holdpoint.server.workshop.Judgements;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every constructor call of the all-in-one process, in the order in which the parts start. They
 * close in the reverse order. What must be known before a call may pass comes first; the gateway
 * opens last.
 */
final class Wiring {

  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
  private static final Source OWN_GATEWAY = new Source("gateway-of-this-process", Trust.GATEWAY);
  private static final String REMOTE_GATEWAYS = "remote-gateways";

  private final ServerConfig config;
  private final InstantSource clock;
  private final Closing closing;
  private final Foundation foundation;

  Wiring(ServerConfig config, InstantSource clock, Closing closing) {
    this.config = requireNonNull(config, "config");
    this.clock = requireNonNull(clock, "clock");
    this.closing = requireNonNull(closing, "closing");
    this.foundation = new Foundation(config, clock, closing);
  }

  /** What decides: known completely before anything listens. */
  record Judges(
      DataFolder data,
      PayloadDigester digester,
      ToolCatalogue catalogue,
      LiveRules rules,
      FileJournal journal,
      Journal kept,
      SealedRecording recording,
      RecordedEngine recorded,
      JournaledSignalBus signals,
      JournaledDeclarations declarations,
      OfferBook offers,
      JournaledApprovalDesk approvals,
      Policies policies,
      JournaledBypass bypass,
      AuditKeeper keeper,
      Beside<SqlSessionStore> store) {
    CorrelationEngine engine() {
      return recorded.engine();
    }
  }

  /** What tells: telemetry and what people read of it. */
  record Tellers(
      SqlSessionStore store,
      OpenedStore opened,
      LiveFeed feed,
      Beside<Collector> collector,
      OtelStepSpans spans,
      OwnMetrics metrics,
      Alerts alerts) {}

  /** All in one process. */
  HoldpointServer all() throws IOException {
    Judges judges = judges();
    Optional<Authority> authority =
        config
            .enforcement()
            .address()
            .map(address -> Authority.open(judges.data().resolve(DataLayout.ENFORCEMENT)));
    OwnMetrics metrics =
        closing.add("own metrics", OwnMetrics.start(config.metrics(), Version.current()));
    Tellers tellers = tellers(judges, authority, metrics);
    Gateway gateway = closing.add("gateway", gateway(judges, tellers));
    if (config.gateway().anonymous()) {
      LOG.warn("gateway: callers without a credential are admitted (gateway.anonymous)");
    }
    UpstreamProbe probe = closing.add("upstream probe", UpstreamProbe.start(upstreams()));
    Optional<EnforcementListener> listener = listener(judges, authority);
    Collector collector = tellers.collector().get();
    metrics.watch(
        new Watched(
            collector::stats,
            judges.engine()::coverageLoss,
            () -> waiting(judges.approvals()),
            () -> judges.journal().position().records(),
            tellers.store()::indexBacklog));
    Sources sources =
        new Sources(config, gateway.port(), collector, probe, listener, judges.keeper()::feeds);
    HostDoor hosts = new HostDoor(judges.declarations(), clock);
    hosts.open(gateway);
    Judgements judgements = new Judgements();
    Dashboard dashboard =
        closing.add("control API", dashboard(judges, tellers, sources, hosts, judgements));
    judgements.open(rule -> judged(dashboard, rule));
    gateway.decideAt(dashboard.address() + "approvals/");
    return new HoldpointServer(
        config,
        gateway,
        collector,
        dashboard,
        tellers.opened(),
        judges.signals(),
        judges.engine(),
        listener,
        closing);
  }

  private Gateway gateway(Judges judges, Tellers tellers) throws IOException {
    return Gateway.start(
        config.gateway().withOwners(foundation.registry().get().owners()),
        new Gateway.Ports(
            judges.engine(),
            judges.signals(),
            judges.kept(),
            tellers.spans(),
            judges.catalogue(),
            judges.offers(),
            judges.declarations(),
            judges.approvals(),
            Foundation.holdSecret(judges.data()),
            judges.policies(),
            judges.bypass()::isOn,
            Foundation.tokenVault(judges.data()),
            judges.recording()),
        clock);
  }

  /** The control channel, if gateways of other processes may use it. */
  private Optional<EnforcementListener> listener(Judges judges, Optional<Authority> authority)
      throws IOException {
    if (authority.isEmpty()) {
      return Optional.empty();
    }
    EnforcementListener listener =
        EnforcementListener.start(
            config.enforcement().address().orElseThrow(),
            authority.get(),
            new EnforcementListener.Parts(
                judges.engine(),
                judges.signals(),
                judges.approvals(),
                new SharedFacts(judges.declarations(), judges.offers(), judges.bypass()),
                judges.kept(),
                Foundation.journalId(judges.digester()),
                clock),
            config.enforcement().lease());
    return Optional.of(closing.add("control channel", listener));
  }

  private Judges judges() throws IOException {
    DataFolder data = foundation.data();
    SealedRecording recording = closing.add("recording", foundation.recording(data));
    PayloadDigester digester = foundation.digester(data);
    Beside<SqlSessionStore> store = store(digester);
    ToolCatalogue catalogue = Catalogues.read(config.catalogues(), digester);
    RuleSet rules =
        RuleSet.load(
            config.engine().compiling(), config.engine().rules(), config.engine().shippedRules());
    FileJournal file = closing.add("journal", foundation.journal(data));
    AuditKeeper keeper = foundation.keeper(data, file, digester, recording);
    Journal journal = new RecordingJournal(file, recording);
    OfferBook offers = new OfferBook(journal, catalogue, config.gateway().offers(), clock);
    RuleLog versions = new RuleLog(journal);
    RecordedEngine recorded =
        RecordedEngine.start(
            config,
            data,
            rules,
            journal,
            entry -> {
              offers.restore(entry);
              versions.restore(entry);
              keeper.restore(entry);
            },
            clock,
            closing);
    closing.add("audit keeper", keeper.start());
    CorrelationEngine engine = recorded.engine();
    LiveRules live = new LiveRules(config.engine(), engine, rules, versions, clock);
    closing.add("rule files", live.start());
    JournaledSignalBus signals = new JournaledSignalBus(journal);
    JournaledDeclarations declarations = new JournaledDeclarations(journal, clock);
    closing.add("signals to the engine", signals.subscribe(0, engine::applied));
    SignalExpiry expiry = new SignalExpiry(signals, clock);
    closing.add("signals to their expiry", signals.subscribe(0, expiry::signalled));
    closing.add("signal expiry", new ExpiryClock(expiry));
    engine.reportTo((detection, asked) -> asked.forEach(signals::publish));
    JournaledApprovalDesk approvals = approvals(data, journal, catalogue, signals);
    closing.add("approvals to the engine", approvals.subscribe(engine::approval));
    return new Judges(
        data,
        digester,
        catalogue,
        live,
        file,
        journal,
        recording,
        recorded,
        signals,
        declarations,
        offers,
        approvals,
        foundation.policies(journal, catalogue),
        foundation.bypass(journal),
        keeper,
        store);
  }

  private Beside<SqlSessionStore> store(PayloadDigester digester) {
    return closing.add(
        "session store",
        Beside.begin(
            "session store",
            () -> SqlSessionStore.open(config.store(), digester.prints()::ofSearched)));
  }

  /** Where held calls wait; what was killed waits for nobody. */
  private JournaledApprovalDesk approvals(
      DataFolder data, Journal journal, ToolCatalogue catalogue, SignalBus signals) {
    Edits edits = new Edits(Foundation.holdSecret(data), catalogue);
    JournaledApprovalDesk desk =
        new JournaledApprovalDesk(
            journal, config.approvals(), Optional.of(edits), foundation.registry(), clock);
    closing.add("signals to the approval desk", signals.subscribe(0, desk::signalled));
    closing.add("approval clock", new DeskClock(desk));
    return desk;
  }

  /**
   * The gateway of this process hands its spans to the collector directly, waiting with them until
   * it has started; remote ones show it the token of their enrolment.
   */
  private Tellers tellers(Judges judges, Optional<Authority> authority, OwnMetrics metrics)
      throws IOException {
    SqlSessionStore store = judges.store().get();
    closing.add("store retention", Pruner.start(store, config.store().retention(), clock));
    OpenedStore opened = new OpenedStore(store, store, judges.recording());
    LiveFeed feed = new LiveFeed(clock);
    Alerts alerts = closing.add("alerts", alerts(judges));
    Collector.Listeners listeners =
        new Collector.Listeners(
            List.of(opened.telling(feed), metrics.steps(), alerts.watch()),
            List.of(feed, judges.engine(), alerts.watch()),
            metrics.requests());
    Beside<Collector> collector =
        closing.add(
            "collector",
            Beside.begin(
                "collector",
                () ->
                    Collector.start(
                        collecting(authority),
                        store,
                        judges.engine(),
                        judges.signals(),
                        listeners,
                        new TelemetryContent(judges.digester(), config.collector().content()),
                        clock)));
    OtelStepSpans spans =
        closing.add(
            "spans",
            OtelStepSpans.start(
                TelemetrySettings.none(config.gateway().source()),
                request -> collector.get().take(OWN_GATEWAY, request)));
    return new Tellers(store, opened, feed, collector, spans, metrics, alerts);
  }

  private CollectorConfig collecting(Optional<Authority> authority) {
    return authority
        .map(
            keys ->
                config
                    .collector()
                    .with(
                        new RegisteredSource(
                            REMOTE_GATEWAYS, keys.telemetryToken(), Trust.GATEWAY)))
        .orElse(config.collector());
  }

  private Alerts alerts(Judges judges) throws IOException {
    return Alerts.start(
        config.alerts(),
        judges.data().resolve(DataLayout.ALERTS),
        "http://127.0.0.1:" + config.control().port() + "/",
        judges.approvals(),
        judges.signals(),
        clock);
  }

  /** Held calls that wait for people. */
  private static long waiting(ApprovalDesk desk) {
    return desk.list().toCompletableFuture().getNow(List.of()).stream()
        .filter(approval -> approval.state() instanceof ApprovalState.Pending)
        .count();
  }

  private static Judgements.Judged judged(Dashboard dashboard, String rule) {
    return dashboard
        .judged(rule)
        .map(tally -> new Judgements.Judged(tally.confirmed(), tally.falsePositives()))
        .orElseGet(() -> new Judgements.Judged(0, 0));
  }

  private Dashboard dashboard(
      Judges judges, Tellers tellers, Sources sources, HostDoor hosts, Judgements judgements) {
    Insights insights =
        new KnownAgents(
            foundation.registry(),
            judges.engine()::session,
            judges.engine()::drifted,
            judges.engine()::origins);
    return Dashboard.start(
        config.control(),
        new Dashboard.Ports(
            Version.current(),
            tellers.opened(),
            judges.signals(),
            judges.offers(),
            judges.approvals(),
            judges.bypass(),
            tellers.feed(),
            new RulesInForce(judges.rules()),
            sources::list,
            hosts.routes().with(tellers.alerts().replies()),
            judges.engine()::drift,
            new OperatorDesks(config, clock, closing, judgements)
                .routes(judges, tellers, hosts, insights),
            insights,
            new JournaledTrail(judges.journal(), clock),
            tellers.metrics().requests()),
        identityProvider(),
        clock);
  }

  private OidcFetch identityProvider() {
    OidcSettings settings = config.control().oidc();
    return settings == null
        ? OidcFetch.NONE
        : closing.add("identity provider", new ProviderFetch(settings));
  }

  private Map<String, URI> upstreams() {
    Map<String, URI> addresses = new HashMap<>();
    config
        .gateway()
        .upstreams()
        .forEach(upstream -> upstream.url().ifPresent(url -> addresses.put(upstream.name(), url)));
    return addresses;
  }
}
