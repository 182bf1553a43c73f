// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import io.holdpoint.dashboard.feed.LiveFeed;
import io.holdpoint.dashboard.insight.Insights;
import io.holdpoint.dashboard.oidc.OidcFetch;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.RequestListener;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.testing.DriftReports;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemorySignalBus;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.DetectionKind;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.Severity;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.StepRow;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A dashboard on a free port with its ports in memory, and a client for it. */
public final class Running implements AutoCloseable {
  /** All sessions of the fixtures are live. */
  private static final Insights LIVE =
      new Insights() {
        @Override
        public Optional<Session> session(SessionId id) {
          return Optional.of(id.value())
              .filter(name -> name.matches("s-0000[0-9a-f]{4}"))
              .map(name -> Fixtures.session(Integer.parseInt(name.substring(2), 16)));
        }
      };

  /** The token of a host. */
  public static final String HOST = "a-host-and-its-token";

  public static final List<RuleInfo> RULES =
      List.of(
          new RuleInfo(
              "HP-CHAIN-001",
              3,
              "Secret or private data leaves after it was read",
              Severity.CRITICAL,
              DetectionKind.CHAIN,
              Action.KILL,
              Mode.ENFORCE,
              List.of(new RuleInfo.ModeFor(Map.of("principal", List.of("batch-*")), Mode.SHADOW))),
          new RuleInfo(
              "HP-LOOP-001",
              1,
              "The same call with the same result, five times",
              Severity.MEDIUM,
              DetectionKind.LOOP,
              Action.PAUSE,
              Mode.ENFORCE,
              List.of()),
          new RuleInfo(
              "HP-DRIFT-001",
              2,
              "A tool this agent never used in its baseline",
              Severity.LOW,
              DetectionKind.DRIFT,
              Action.ALERT,
              Mode.SHADOW,
              List.of()));

  /** Addresses as the wiring gives them. */
  private static final List<DataSource> SOURCES =
      List.of(
          new DataSource("upstream", "files", "http://127.0.0.1:7420/files/mcp", true, ""),
          new DataSource("otlp-http", "collector", "http://127.0.0.1:4318", true, ""),
          new DataSource("store", "h2", "", true, ""),
          new DataSource("telemetry", "crew", "", true, "lost 3", Map.of("missing", 3L), -1250L));

  public final MemoryStore store = new MemoryStore();
  public final InMemorySignalBus bus = new InMemorySignalBus();
  public final MemoryOffers offers = new MemoryOffers();
  public final Desk desk = new Desk();
  final Tunings tunings = new Tunings();
  public final LiveFeed feed;
  public final Dashboard dashboard;

  /** What the trail was told, one line each. */
  public final List<String> trail = new CopyOnWriteArrayList<>();

  /** True if nothing can be recorded. */
  volatile boolean trailFails;

  public final HttpClient http = HttpClient.newHttpClient();
  private final Optional<String> token;
  private final InstantSource clock;

  public Running(Path folder, InstantSource clock) {
    this(folder, clock, Optional.empty());
  }

  public Running(Path folder, InstantSource clock, Optional<SignalBus> other) {
    this.clock = clock;
    feed = new LiveFeed(clock);
    dashboard =
        Dashboard.start(DashboardConfig.onAnyPort(folder), ports(feed, other.orElse(bus)), clock);
    token = dashboard.firstToken();
  }

  /** Another dashboard beside this one. */
  Dashboard second(DashboardConfig config) {
    return Dashboard.start(config, ports(new LiveFeed(clock), bus), clock);
  }

  /** Another dashboard beside this one, whose operators log in at an identity provider. */
  Dashboard second(DashboardConfig config, OidcFetch fetch) {
    return Dashboard.start(config, ports(new LiveFeed(clock), bus), fetch, clock);
  }

  private Dashboard.Ports ports(LiveFeed to, SignalBus signals) {
    return new Dashboard.Ports(
        "0.1.0-test",
        store,
        signals,
        offers,
        desk,
        new Glass(clock),
        to,
        () -> RULES,
        () -> SOURCES,
        hosts(),
        session -> Optional.of(session).filter(s -> s.value().endsWith("1")).map(DriftReports::of),
        Stream.of(
                Operate.routes(),
                new Alarms(clock).routes(),
                new Ledger(clock).routes(),
                tunings.routes())
            .flatMap(List::stream)
            .toList(),
        LIVE,
        recorded(),
        RequestListener.NONE);
  }

  private OperatorTrail recorded() {
    return new OperatorTrail() {
      @Override
      public void acted(String operator, String action, String target, int status) {
        told(operator + " " + action + " " + target + " " + status);
      }

      @Override
      public void viewing(String operator, String view, String target) {
        told(operator + " " + view + " " + target);
      }

      @Override
      public void refused(String operator, String view, String target) {
        told(operator + " " + view + " " + target + " refused");
      }

      @Override
      public void login(String operator, String from, String way) {
        trail.add("login " + operator + " by " + way);
      }

      private void told(String line) {
        if (trailFails) {
          throw new IllegalStateException("the journal takes nothing more");
        }
        trail.add(line);
      }
    };
  }

  /** Hosts with the token {@link #HOST}; the answer says what was asked by whom. */
  private static HostRoutes hosts() {
    HostRoute.Handler echo =
        (caller, query, body) ->
            CompletableFuture.completedStage(
                new HostRoute.Answer(
                    201,
                    "{\"caller\":\""
                        + caller
                        + "\",\"query\":\""
                        + query
                        + "\",\"bytes\":"
                        + body.length
                        + "}"));
    return new HostRoutes(
        HOST::equals,
        List.of(
            new HostRoute("/api/v1/decide", false, echo),
            new HostRoute("/api/v1/sessions", true, echo)));
  }

  public static Running with(Path folder) {
    return new Running(folder, new FakeClock());
  }

  /** What the collector does once steps are stored. */
  public void store(List<StepRow> steps, List<DetectionRow> detections) {
    store.append(steps, detections);
    feed.stored(steps, detections);
  }

  public String token() {
    return token.orElseThrow();
  }

  public URI uri(String path) {
    return dashboard.address().resolve(path);
  }

  /** A request to the API that carries the operator's token. */
  public HttpRequest.Builder api(String path) {
    return anonymous("/api/v1" + path).header("Authorization", "Bearer " + token());
  }

  public HttpRequest.Builder anonymous(String path) {
    return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(10));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public HttpResponse<String> post(String path, String body) {
    return send(
        api(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  public JsonNode get(String path) {
    HttpResponse<String> response = send(api(path));
    if (response.statusCode() != 200) {
      throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
    }
    return json(response);
  }

  public static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  /** Status and code of an error, to compare in one line. */
  public static String error(HttpResponse<String> response) {
    return response.statusCode() + " " + json(response).path("code").asString("");
  }

  /** The stream of events as lines. */
  public CompletableFuture<HttpResponse<java.util.stream.Stream<String>>> stream(
      HttpRequest.Builder request) {
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofLines());
  }

  @Override
  public void close() {
    dashboard.close();
    http.shutdownNow();
  }
}
