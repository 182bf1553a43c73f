// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.api.DecisionService;
import io.holdpoint.gateway.call.CallLimits;
import io.holdpoint.gateway.call.CallServices;
import io.holdpoint.gateway.call.FirstLists;
import io.holdpoint.gateway.call.FrontDoor;
import io.holdpoint.gateway.call.LateAnswers;
import io.holdpoint.gateway.call.OriginRules;
import io.holdpoint.gateway.call.PendingAsks;
import io.holdpoint.gateway.call.Upstream;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.decision.Judges;
import io.holdpoint.gateway.federation.Federation;
import io.holdpoint.gateway.gate.Gate;
import io.holdpoint.gateway.gate.OpenExchanges;
import io.holdpoint.gateway.http.EventLoops;
import io.holdpoint.gateway.http.HttpServer;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.UpstreamClient;
import io.holdpoint.gateway.http.UpstreamTarget;
import io.holdpoint.gateway.mcp.JsonRpcReader;
import io.holdpoint.gateway.mcp.legacy.LegacyProtocol;
import io.holdpoint.gateway.mcp.modern.ModernProtocol;
import io.holdpoint.gateway.offer.AccessList;
import io.holdpoint.gateway.offer.OfferAlarm;
import io.holdpoint.gateway.offer.OfferBook;
import io.holdpoint.gateway.offer.OfferGuard;
import io.holdpoint.gateway.offer.OfferWatch;
import io.holdpoint.gateway.session.SessionResolver;
import io.holdpoint.gateway.step.Steps;
import io.holdpoint.gateway.telemetry.StepSpans;
import io.holdpoint.gateway.upstream.HttpUpstream;
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
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
  private final OpenExchanges open;
  private final Collection<Upstream> upstreams;
  private final DecisionService decisions;

  private Gateway(
      EventLoops loops,
      HttpServer server,
      Subscription signals,
      OpenExchanges open,
      Collection<Upstream> upstreams,
      DecisionService decisions) {
    this.loops = loops;
    this.server = server;
    this.signals = signals;
    this.open = open;
    this.upstreams = upstreams;
    this.decisions = decisions;
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
   */
  public record Ports(
      SessionMonitor monitor,
      SignalBus bus,
      Journal journal,
      StepSpans spans,
      ToolCatalogue catalogue,
      OfferBook offers,
      SessionDeclarations declarations) {
    public Ports {
      requireNonNull(monitor, "monitor");
      requireNonNull(bus, "bus");
      requireNonNull(journal, "journal");
      requireNonNull(spans, "spans");
      requireNonNull(catalogue, "catalogue");
      requireNonNull(offers, "offers");
      requireNonNull(declarations, "declarations");
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
    CallServices services = services(config, ports, clock);
    Map<String, Upstream> upstreams = upstreams(config, loops);
    SessionResolver sessions = services.sessions();
    Loop loop = loops.all().getFirst();
    Subscription signals = ports.bus().subscribe(0, p -> signalled(p, services, loop));
    FrontDoor door =
        new FrontDoor(
            services,
            new OriginRules(config.allowedHosts(), config.allowedOrigins()),
            Credentials.table(config),
            upstreams,
            new ModernProtocol(),
            new LegacyProtocol());
    Federation federation =
        new Federation(config.federation(), door, new ModernProtocol(), new LegacyProtocol());
    boolean federated = config.federation().enabled() && !config.federation().members().isEmpty();
    HttpServer server;
    try {
      server =
          HttpServer.start(loops, address(config), config.maxBody(), federated ? federation : door);
    } catch (IOException e) {
      signals.close();
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
            loops.all());
    return new Gateway(loops, server, signals, services.open(), upstreams.values(), decisions);
  }

  /** The port bound. */
  public int port() {
    return server.port();
  }

  /** Decides for hosts that are no proxy. Not to be used once the gateway is closed. */
  public DecisionService decisions() {
    return decisions;
  }

  @Override
  public void close() {
    server.stopAccepting();
    open.closing();
    CountDownLatch drained = new CountDownLatch(1);
    countDownWhenIdle(loops.all().getFirst(), drained);
    try {
      drained.await(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    signals.close();
    server.close();
    upstreams.forEach(upstream -> upstream.transport().close());
    loops.close();
  }

  private void countDownWhenIdle(Loop loop, CountDownLatch drained) {
    if (open.size() == 0) {
      drained.countDown();
    } else {
      loop.schedule(DRAIN_CHECK, () -> countDownWhenIdle(loop, drained));
    }
  }

  private static CallServices services(GatewayConfig config, Ports ports, InstantSource clock) {
    PendingAsks asks = new PendingAsks();
    SessionResolver sessions =
        new SessionResolver(
            config.environment(),
            ports.declarations(),
            config.idleGap(),
            clock,
            new EndedSessions(ports, asks));
    Gate gate = new Gate(ports.bus(), clock);
    OfferGuard guard =
        new OfferGuard(
            ports.offers(),
            ports.catalogue(),
            config.offers(),
            config.upstreams().stream()
                .map(GatewayConfig.UpstreamServer::name)
                .collect(Collectors.toUnmodifiableSet()),
            access(config));
    Steps steps =
        new Steps(
            new Judges(ports.monitor(), ports.bus(), gate, config.holdLimit(), clock, guard),
            ports.journal(),
            config.durability(),
            ports.spans(),
            ports.catalogue());
    return new CallServices(
        steps,
        ports.bus(),
        ports.catalogue(),
        sessions,
        gate,
        new OpenExchanges(),
        new OfferWatch(ports.offers(), guard, new OfferAlarm(ports.spans(), clock)),
        new FirstLists(config.offers().asks(), clock),
        asks,
        new LateAnswers(),
        JsonRpcReader.lenient(),
        new CallLimits(config.holdLimit(), config.answerTimeout(), config.durability(), MAX_ANSWER),
        clock);
  }

  private static Map<String, AccessList> access(GatewayConfig config) {
    return config.credentials().stream()
        .filter(credential -> !credential.access().isOpen())
        .collect(
            Collectors.toUnmodifiableMap(
                GatewayConfig.Credential::name, GatewayConfig.Credential::access));
  }

  /** What a kill is remembered by is taken at once; the rest happens on the loops. */
  private static void signalled(Published published, CallServices services, Loop loop) {
    switch (published.signal()) {
      case Signal.Release release ->
          loop.execute(() -> services.sessions().signalled(release, services.gate()::isKilled));
      case Signal signal -> services.sessions().signalled(signal, services.gate()::isKilled);
    }
    services.open().signalled(published.signal());
  }

  private static void endIdleNowAndThen(Loop loop, Runnable endIdle) {
    loop.schedule(
        IDLE_CHECK,
        () -> {
          endIdle.run();
          endIdleNowAndThen(loop, endIdle);
        });
  }

  private static Map<String, Upstream> upstreams(GatewayConfig config, EventLoops loops) {
    UpstreamClient client =
        new UpstreamClient(loops, config.connectTimeout(), config.answerTimeout());
    return config.upstreams().stream()
        .map(u -> new Upstream(u.name(), new HttpUpstream(client, UpstreamTarget.of(u.url()))))
        .collect(Collectors.toUnmodifiableMap(Upstream::name, Function.identity()));
  }

  private static InetSocketAddress address(GatewayConfig config) throws IOException {
    return new InetSocketAddress(
        InetAddress.getByName(config.listen().host()), config.listen().port());
  }
}
