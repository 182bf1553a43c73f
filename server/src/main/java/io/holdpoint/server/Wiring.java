// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static java.util.Objects.requireNonNull;

import io.holdpoint.collector.Collector;
import io.holdpoint.collector.source.RegisteredSource;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import io.holdpoint.collector.storage.H2SessionStore;
import io.holdpoint.dashboard.Dashboard;
import io.holdpoint.dashboard.feed.LiveFeed;
import io.holdpoint.engine.CorrelationEngine;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.gateway.Gateway;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.containment.JournaledDeclarations;
import io.holdpoint.gateway.containment.JournaledSignalBus;
import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.gateway.journal.JournalSettings;
import io.holdpoint.gateway.offer.OfferBook;
import io.holdpoint.gateway.telemetry.OtelStepSpans;
import io.holdpoint.gateway.telemetry.TelemetrySettings;
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.server.cli.Version;
import io.holdpoint.server.config.Catalogues;
import io.holdpoint.server.config.DataLayout;
import io.holdpoint.server.config.ServerConfig;
import io.holdpoint.server.data.DataFolder;
import io.holdpoint.server.remote.EnforcementRoutes;
import io.holdpoint.server.remote.GatewayToken;
import io.holdpoint.server.remote.RemoteEngine;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Every constructor call of the product, in the order in which the parts start. They close in the
 * reverse order. What must be known before a call may pass comes first; the gateway opens last.
 */
final class Wiring {

  private static final int KEY_BYTES = 32;
  private static final Source OWN_GATEWAY = new Source("gateway-of-this-process", Trust.GATEWAY);
  private static final String REMOTE_GATEWAYS = "remote-gateways";

  private final ServerConfig config;
  private final InstantSource clock;
  private final Closing closing;

  Wiring(ServerConfig config, InstantSource clock, Closing closing) {
    this.config = requireNonNull(config, "config");
    this.clock = requireNonNull(clock, "clock");
    this.closing = requireNonNull(closing, "closing");
  }

  /** What decides: known completely before anything listens. */
  private record Judges(
      DataFolder data,
      PayloadDigester digester,
      ToolCatalogue catalogue,
      RuleSet rules,
      FileJournal journal,
      CorrelationEngine engine,
      JournaledSignalBus signals,
      JournaledDeclarations declarations,
      OfferBook offers) {}

  /** What tells: telemetry and what people read of it. */
  private record Tellers(
      H2SessionStore store, LiveFeed feed, Collector collector, OtelStepSpans spans) {}

  /** All in one process. */
  HoldpointServer all() throws IOException {
    Judges judges = judges();
    Tellers tellers = tellers(judges);
    UpstreamProbe probe = closing.add("upstream probe", UpstreamProbe.start(upstreams()));
    Sources sources = new Sources(config, tellers.collector(), probe);
    Dashboard dashboard = closing.add("control API", dashboard(judges, tellers, sources));
    Gateway gateway =
        closing.add(
            "gateway",
            Gateway.start(
                config.gateway(),
                new Gateway.Ports(
                    judges.engine(),
                    judges.signals(),
                    judges.journal(),
                    tellers.spans(),
                    judges.catalogue(),
                    judges.offers(),
                    judges.declarations()),
                clock));
    sources.listening(gateway.port());
    return new HoldpointServer(
        config,
        gateway,
        tellers.collector(),
        dashboard,
        tellers.store(),
        judges.signals(),
        judges.engine(),
        closing);
  }

  private Judges judges() {
    DataFolder data = closing.add("data folder", DataFolder.open(config.dataDir()));
    PayloadDigester digester = new PayloadDigester(digestKey(data));
    ToolCatalogue catalogue = Catalogues.read(config.catalogues(), digester);
    RuleSet rules =
        RuleSet.load(
            config.engine().rules(),
            config.engine().shippedRules(),
            config.engine().compileCache());
    FileJournal journal = closing.add("journal", journal(data));
    CorrelationEngine engine =
        closing.add("engine", new CorrelationEngine(config.engine(), rules, clock));
    OfferBook offers = new OfferBook(journal, catalogue, config.gateway().offers(), clock);
    journal.replay(
        entry -> {
          engine.restore(entry);
          offers.restore(entry);
        });
    JournaledSignalBus signals = new JournaledSignalBus(journal);
    JournaledDeclarations declarations = new JournaledDeclarations(journal, clock);
    closing.add("signals to the engine", signals.subscribe(0, engine::applied));
    return new Judges(
        data, digester, catalogue, rules, journal, engine, signals, declarations, offers);
  }

  /**
   * The gateway of this process hands its spans to the collector directly; remote ones show it the
   * same token as the control API.
   */
  private Tellers tellers(Judges judges) throws IOException {
    H2SessionStore store =
        closing.add("session store", H2SessionStore.open(judges.data().resolve(DataLayout.STORE)));
    LiveFeed feed = new LiveFeed(clock);
    Collector collector =
        closing.add(
            "collector",
            Collector.start(
                config
                    .collector()
                    .with(
                        new RegisteredSource(
                            REMOTE_GATEWAYS, GatewayToken.value(judges.data()), Trust.GATEWAY)),
                store,
                judges.engine(),
                judges.signals(),
                List.of(feed),
                clock));
    OtelStepSpans spans =
        closing.add(
            "spans",
            OtelStepSpans.start(
                TelemetrySettings.none(config.gateway().source()),
                request -> collector.take(OWN_GATEWAY, request)));
    return new Tellers(store, feed, collector, spans);
  }

  private Dashboard dashboard(Judges judges, Tellers tellers, Sources sources) {
    EnforcementRoutes enforcement =
        new EnforcementRoutes(judges.engine(), judges.signals(), judges.journal(), clock);
    return Dashboard.start(
        config.control(),
        new Dashboard.Ports(
            Version.current(),
            tellers.store(),
            judges.signals(),
            judges.declarations(),
            judges.offers(),
            tellers.feed(),
            new RulesInForce(judges.rules())::list,
            sources::list,
            enforcement.routes(GatewayToken.sha256(judges.data()), journalId(judges.digester()))),
        clock);
  }

  /** A gateway whose engine is elsewhere. */
  HoldpointGateway gateway(URI engineAddress, String token, TelemetrySettings telemetry)
      throws IOException {
    DataFolder data = closing.add("data folder", DataFolder.open(config.dataDir()));
    PayloadDigester digester = new PayloadDigester(digestKey(data));
    ToolCatalogue catalogue = Catalogues.read(config.catalogues(), digester);
    RemoteEngine engine = closing.add("engine", RemoteEngine.connect(engineAddress, token));
    FileJournal journal = closing.add("journal", journal(data));
    OfferBook offers = new OfferBook(journal, catalogue, config.gateway().offers(), clock);
    journal.replay(offers::restore);
    OtelStepSpans spans = closing.add("spans", OtelStepSpans.start(telemetry));
    Gateway gateway =
        closing.add(
            "gateway",
            Gateway.start(
                config.gateway(),
                new Gateway.Ports(
                    engine.monitor(),
                    engine.signals(),
                    journal,
                    spans,
                    catalogue,
                    offers,
                    new JournaledDeclarations(journal, clock)),
                clock));
    return new HoldpointGateway(gateway, closing);
  }

  private Map<String, URI> upstreams() {
    return config.gateway().upstreams().stream()
        .collect(Collectors.toMap(upstream -> upstream.name(), upstream -> upstream.url()));
  }

  private FileJournal journal(DataFolder data) {
    return FileJournal.open(data.resolve(DataLayout.JOURNAL), JournalSettings.DEFAULTS);
  }

  private byte[] digestKey(DataFolder data) {
    return data.secret(DataLayout.digestKey(config.control().tenant()), KEY_BYTES);
  }

  /** Says which data folder this is without giving its key away. */
  private static String journalId(PayloadDigester digester) {
    return digester.digest("\"journal\"").toString();
  }
}
