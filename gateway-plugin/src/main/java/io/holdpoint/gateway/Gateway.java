// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.api.DecisionService;
import io.holdpoint.gateway.api.HostedCalls;
import io.holdpoint.gateway.approval.HeldCalls;
import io.holdpoint.gateway.approval.HoldSecret;
import io.holdpoint.gateway.approval.HoldTickets;
import io.holdpoint.gateway.bridge.SseDoor;
import io.holdpoint.gateway.call.Admission;
import io.holdpoint.gateway.call.CallLimits;
import io.holdpoint.gateway.call.CallServices;
import io.holdpoint.gateway.call.FirstLists;
import io.holdpoint.gateway.call.FrontDoor;
import io.holdpoint.gateway.call.HeirKills;
import io.holdpoint.gateway.call.Holds;
import io.holdpoint.gateway.call.LateAnswers;
import io.holdpoint.gateway.call.MaskMemory;
import io.holdpoint.gateway.call.OriginRules;
import io.holdpoint.gateway.call.PendingAsks;
import io.holdpoint.gateway.call.TaskRuns;
import io.holdpoint.gateway.call.UpstreamSessions;
import io.holdpoint.gateway.canary.Canaries;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.credential.TokenVault;
import io.holdpoint.gateway.decision.Judges;
import io.holdpoint.gateway.federation.Federation;
import io.holdpoint.gateway.gate.Gate;
import io.holdpoint.gateway.gate.OpenExchanges;
import io.holdpoint.gateway.hold.ApprovalPage;
import io.holdpoint.gateway.hold.ClearArguments;
import io.holdpoint.gateway.http.EventLoops;
import io.holdpoint.gateway.http.HttpServer;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.ServerLimits;
import io.holdpoint.gateway.identity.CredentialTable;
import io.holdpoint.gateway.identity.Host;
import io.holdpoint.gateway.identity.HostTable;
import io.holdpoint.gateway.identity.KeyUse;
import io.holdpoint.gateway.masking.Masking;
import io.holdpoint.gateway.mcp.JsonRpcReader;
import io.holdpoint.gateway.mcp.legacy.LegacyProtocol;
import io.holdpoint.gateway.mcp.modern.ModernProtocol;
import io.holdpoint.gateway.offer.OfferAlarm;
import io.holdpoint.gateway.offer.OfferBook;
import io.holdpoint.gateway.offer.OfferGuard;
import io.holdpoint.gateway.offer.OfferWatch;
import io.holdpoint.gateway.policy.Policies;
import io.holdpoint.gateway.recording.Recording;
import io.holdpoint.gateway.session.SessionResolver;
import io.holdpoint.gateway.stdio.daemon.WrapperListener;
import io.holdpoint.gateway.step.Steps;
import io.holdpoint.gateway.step.TurnJournal;
import io.holdpoint.gateway.telemetry.StepSpans;
import io.holdpoint.gateway.tls.ListenerTls;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.port.ApprovalDesk;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.SessionDeclarations;
import io.holdpoint.model.port.SessionMonitor;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.port.Subscription;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * A running gateway: agents call their MCP servers through it, and it judges every step before it
 * leaves. Closing it ends open streams, lets calls in flight finish for a moment, then ends the
 * rest.
 */
public final class Gateway implements AutoCloseable {

  private static final int MAX_ANSWER = 64 * 1024 * 1024;
  private static final Duration DRAIN = Duration.ofSeconds(2);
  private static final Duration DRAIN_CHECK = Duration.ofMillis(10);
  private static final Duration IDLE_CHECK = Duration.ofMillis(500);

  private final EventLoops loops;
  private final HttpServer server;
  private final Subscription signals;
  private final Subscription settled;
  private final CallServices services;
  private final FrontDoor door;
  private final Upstreams upstreams;
  private final DecisionService decisions;
  private final HostTable hosts;
  private final GatewayConfig config;
  private final Admission admission;

  private Gateway(
      EventLoops loops,
      HttpServer server,
      Subscription signals,
      Subscription settled,
      CallServices services,
      FrontDoor door,
      Upstreams upstreams,
      DecisionService decisions,
      GatewayConfig config,
      Admission admission) {
    this.loops = loops;
    this.server = server;
    this.signals = signals;
    this.settled = settled;
    this.services = services;
    this.door = door;
    this.upstreams = upstreams;
    this.decisions = decisions;
    this.hosts = Credentials.hosts(config);
    this.config = config;
    this.admission = admission;
  }

  /**
   * What a gateway works with. Closing the gateway closes none of them.
   *
   * @param monitor judges steps
   * @param bus carries signals
   * @param journal keeps the evidence
   * @param spans tells the world
   * @param catalogue knows tools
   * @param offers knows what servers offer, with all the journal had of it
   * @param declarations knows sessions that hosts declared
   * @param approvals where held calls wait for people
   * @param secret signs what their callers bring back
   * @param policies say what the organisation wants of single steps
   * @param bypassed true while the glass is broken
   * @param vault keeps refresh tokens
   * @param recording what is kept of payloads
   */
  public record Ports(
      SessionMonitor monitor,
      SignalBus bus,
      Journal journal,
      StepSpans spans,
      ToolCatalogue catalogue,
      OfferBook offers,
      SessionDeclarations declarations,
      ApprovalDesk approvals,
      HoldSecret secret,
      Policies policies,
      BooleanSupplier bypassed,
      TokenVault vault,
      Recording recording) {

    /** Nothing is kept but masked views. */
    public Ports(
        SessionMonitor monitor,
        SignalBus bus,
        Journal journal,
        StepSpans spans,
        ToolCatalogue catalogue,
        OfferBook offers,
        SessionDeclarations declarations,
        ApprovalDesk approvals,
        HoldSecret secret,
        Policies policies,
        BooleanSupplier bypassed,
        TokenVault vault) {
      this(
          monitor,
          bus,
          journal,
          spans,
          catalogue,
          offers,
          declarations,
          approvals,
          secret,
          policies,
          bypassed,
          vault,
          Recording.NONE);
    }

    public Ports {
      requireNonNull(monitor, "monitor");
      requireNonNull(bus, "bus");
      requireNonNull(journal, "journal");
      requireNonNull(spans, "spans");
      requireNonNull(catalogue, "catalogue");
      requireNonNull(offers, "offers");
      requireNonNull(declarations, "declarations");
      requireNonNull(approvals, "approvals");
      requireNonNull(secret, "secret");
      requireNonNull(policies, "policies");
      requireNonNull(bypassed, "bypassed");
      requireNonNull(vault, "vault");
      requireNonNull(recording, "recording");
    }
  }

  /**
   * Starts a gateway.
   *
   * @param clock for all that is recorded and decided; waits run on real time
   * @throws IOException if its address cannot be bound
   */
  public static Gateway start(GatewayConfig config, Ports ports, InstantSource clock)
      throws IOException {
    EventLoops loops = new EventLoops(config.eventLoops());
    try {
      return start(config, ports, clock, loops);
    } catch (IOException | RuntimeException e) {
      loops.close();
      throw e;
    }
  }

  private static Gateway start(
      GatewayConfig config, Ports ports, InstantSource clock, EventLoops loops) throws IOException {
    ListenerTls tls = config.tls().isOn() ? ListenerTls.open(config.tls()) : null;
    Upstreams upstreams = new Upstreams(config, loops, ports.vault(), clock);
    CallServices services = services(config, ports, clock, upstreams);
    proveControls(config, ports, clock, upstreams, loops.all().getLast());
    SessionResolver sessions = services.sessions();
    Loop loop = loops.all().getFirst();
    Subscription signals = ports.bus().subscribe(0, p -> signalled(p, services, loop));
    OriginRules origins = new OriginRules(config.allowedHosts(), config.allowedOrigins());
    CredentialTable credentials = Credentials.table(config, clock);
    Admission admission =
        new Admission(origins, credentials, Credentials.resourceServer(config, clock).orElse(null));
    FrontDoor door =
        new FrontDoor(
            services, admission, upstreams.byName(), new ModernProtocol(), new LegacyProtocol());
    Federation federation =
        new Federation(config.federation(), door, new ModernProtocol(), new LegacyProtocol());
    boolean federated = config.federation().enabled() && !config.federation().members().isEmpty();
    SseDoor first =
        new SseDoor(
            federated ? federation : door, door, services, admission, upstreams.byName().keySet());
    HttpServer server;
    try {
      server = HttpServer.start(loops, address(config), limits(config), tls, first);
    } catch (IOException e) {
      signals.close();
      admission.close();
      throw new IOException(
          "gateway.listen: got "
              + config.listen()
              + " (expected: a free port; another process has it, or the address is not this"
              + " machine's)",
          e);
    }
    endIdleNowAndThen(
        loop,
        () -> {
          sessions.endIdle();
          federation.endIdle(loop, config.idleGap());
        });
    DecisionService decisions =
        new DecisionService(
            services.steps(),
            sessions,
            services.catalogue(),
            services.gate(),
            services.open(),
            services.hosted(),
            services.holds().desk(),
            services.holds().settings(),
            services.holds().clear(),
            loops.all());
    Subscription settled = ports.approvals().subscribe(services.holds().clear()::told);
    return new Gateway(
        loops, server, signals, settled, services, door, upstreams, decisions, config, admission);
  }

  /**
   * Serves wrapped stdio servers too. Close what is returned before the gateway.
   *
   * @throws IOException if the socket cannot be made
   */
  public WrapperListener acceptWrappers(WrapperListener.Settings settings) throws IOException {
    return WrapperListener.start(settings, door, services, loops.all());
  }

  /** The port bound. */
  public int port() {
    return server.port();
  }

  /** The tokens and keys of callers, and when each was last used. */
  public List<KeyUse> keyUses() {
    return admission.keyUses();
  }

  /** Operators decide there, unless the configuration names another page. */
  public void decideAt(String page) {
    services.holds().page().orAt(page);
  }

  /** What a call says that waits here for people, as JSON text in the clear, or empty. */
  public Optional<String> arguments(Approval held) {
    return services.holds().clear().of(held);
  }

  /** The hosts of agents that may use {@link #decisions()}, by their credentials. */
  public HostTable hosts() {
    return hosts;
  }

  /** An operator of this name as a host: one who may speak for everybody. */
  public Host operator(String name) {
    return Credentials.operator(config, name);
  }

  /** Decides for hosts that are no proxy. Not to be used once the gateway is closed. */
  public DecisionService decisions() {
    return decisions;
  }

  @Override
  public void close() {
    server.stopAccepting();
    services.open().closing();
    CountDownLatch drained = new CountDownLatch(1);
    countDownWhenIdle(loops.all().getFirst(), drained);
    try {
      drained.await(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    signals.close();
    settled.close();
    server.close();
    upstreams.close();
    admission.close();
    loops.close();
  }

  private void countDownWhenIdle(Loop loop, CountDownLatch drained) {
    if (services.open().size() == 0) {
      drained.countDown();
    } else {
      loop.schedule(DRAIN_CHECK, () -> countDownWhenIdle(loop, drained));
    }
  }

  private static CallServices services(
      GatewayConfig config, Ports ports, InstantSource clock, Upstreams upstreams) {
    PendingAsks asks = new PendingAsks();
    Masking masking = new Masking(config.masking());
    SessionResolver sessions =
        new SessionResolver(
            config.environment(),
            ports.declarations(),
            config.idleGap(),
            clock,
            new EndedSessions(ports, asks, masking));
    Gate gate = new Gate(ports.bus(), clock);
    OfferGuard guard = guard(config, ports);
    Steps steps =
        new Steps(
            new Judges(
                ports.monitor(),
                ports.bus(),
                gate,
                config.holdLimit(),
                clock,
                Credentials.objections(config, guard),
                ports.policies(),
                ports.bypassed()),
            new TurnJournal(ports.journal()),
            config.durability(),
            ports.spans(),
            ports.catalogue(),
            ports.approvals(),
            ports.recording());
    return new CallServices(
        steps,
        ports.bus(),
        ports.catalogue(),
        sessions,
        gate,
        new OpenExchanges(),
        new HostedCalls(),
        new OfferWatch(ports.offers(), guard, new OfferAlarm(ports.spans(), clock)),
        ports.policies(),
        new FirstLists(config.offers().asks(), clock),
        asks,
        new LateAnswers(),
        new UpstreamSessions(upstreams.byName().values()),
        JsonRpcReader.lenient(),
        masking,
        new MaskMemory(),
        new CallLimits(
            config.holdLimit(),
            config.answerTimeout(),
            config.durability(),
            MAX_ANSWER,
            config.overload().maxOpen()),
        holds(config, ports, clock),
        clock);
  }

  private static OfferGuard guard(GatewayConfig config, Ports ports) {
    return new OfferGuard(
        ports.offers(),
        ports.catalogue(),
        config.offers(),
        config.upstreams().stream()
            .map(GatewayConfig.UpstreamServer::name)
            .collect(Collectors.toUnmodifiableSet()),
        Credentials.access(config));
  }

  /** Every clause of a policy has to stop its canary before anything is served. */
  private static void proveControls(
      GatewayConfig config, Ports ports, InstantSource clock, Upstreams upstreams, Loop loop) {
    Canaries.World aside =
        (quiet, catalogue, policies, desk) ->
            services(
                config,
                new Ports(
                    quiet,
                    quiet,
                    quiet,
                    quiet,
                    catalogue,
                    new OfferBook(quiet, catalogue, config.offers(), clock),
                    quiet,
                    desk,
                    ports.secret(),
                    policies,
                    () -> false,
                    ports.vault()),
                clock,
                upstreams);
    ports
        .policies()
        .provenBy(new Canaries(aside, ports.policies(), ports.catalogue(), loop, clock)::failures);
  }

  private static Holds holds(GatewayConfig config, Ports ports, InstantSource clock) {
    return new Holds(
        ports.approvals(),
        new HoldTickets(ports.secret(), clock),
        new HeldCalls(ports.secret()),
        new TaskRuns(clock),
        config.holds(),
        new ApprovalPage(config.holds().page()),
        new ClearArguments());
  }

  /** What a kill is remembered by is taken at once; the rest happens on the loops. */
  private static void signalled(Published published, CallServices services, Loop loop) {
    switch (published.signal()) {
      case Signal.Release release ->
          loop.execute(() -> services.sessions().signalled(release, services.gate()::isKilled));
      case Signal signal -> services.sessions().signalled(signal, services.gate()::isKilled);
    }
    services.open().signalled(published.signal());
    if (published.signal() instanceof Signal.Kill kill) {
      new HeirKills(services).publish(services.sessions().heirsOf(kill));
      services.upstreamSessions().killed(kill, services.gate(), loop);
    }
  }

  private static void endIdleNowAndThen(Loop loop, Runnable endIdle) {
    loop.schedule(
        IDLE_CHECK,
        () -> {
          endIdle.run();
          endIdleNowAndThen(loop, endIdle);
        });
  }

  private static ServerLimits limits(GatewayConfig config) {
    GatewayConfig.Overload overload = config.overload();
    return new ServerLimits(
        config.maxBody(), overload.maxConnections(), overload.request(), overload.stall());
  }

  private static InetSocketAddress address(GatewayConfig config) throws IOException {
    return new InetSocketAddress(
        InetAddress.getByName(config.listen().host()), config.listen().port());
  }
}
