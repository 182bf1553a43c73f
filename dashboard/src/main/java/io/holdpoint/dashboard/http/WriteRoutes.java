// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import static io.holdpoint.dashboard.access.Right.CONTAIN;

import io.holdpoint.dashboard.Dashboard;
import io.holdpoint.dashboard.view.Views;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.Ground;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Scope;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.view.SessionRow;
import io.javalin.http.Context;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Operators' orders. */
final class WriteRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(WriteRoutes.class);
  private static final long PATIENCE_SECONDS = 10;

  private final Dashboard.Ports ports;
  private final Sessions sessions;
  private final Views views;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  WriteRoutes(Dashboard.Ports ports, Sessions sessions, Views views, InstantSource clock) {
    this.ports = ports;
    this.sessions = sessions;
    this.views = views;
    this.clock = clock;
  }

  /** What an order becomes once it has a header. */
  @FunctionalInterface
  private interface Order {
    Signal signal(Signal.Header header, OrderBody body);
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    add(routes, "pause", "P", (header, body) -> new Signal.Pause(header));
    add(routes, "restrict", "N", (header, body) -> new Signal.Restrict(header, body.effects()));
    add(routes, "resume", "R", (header, body) -> new Signal.Resume(header));
    add(routes, "kill", "K", (header, body) -> new Signal.Kill(header));
    add(routes, "release", "L", (header, body) -> new Signal.Release(header));
    return routes;
  }

  private void add(List<Route> routes, String verb, String letter, Order order) {
    routes.add(
        Route.post(
            "/sessions/{id}/" + verb,
            CONTAIN,
            ctx -> {
              SessionRow row = sessions.require(ctx);
              OrderBody body = OrderBody.read(ctx, verb, false);
              Signal.Header header = header(ctx, letter, target(row, body.scope()), body);
              Map<String, Object> answer = publish(order.signal(header, body));
              answer.put("state", state(row, body.scope()));
              Responses.json(ctx, answer);
            }));
    routes.add(
        Route.post(
            "/everybody/" + verb,
            CONTAIN,
            ctx -> {
              OrderBody body = OrderBody.read(ctx, verb, true);
              Signal.Header header = header(ctx, letter, Target.EVERYBODY, body);
              Map<String, Object> answer = publish(order.signal(header, body));
              answer.put("state", everybody());
              Responses.json(ctx, answer);
            }));
  }

  private String everybody() {
    return ports
        .signals()
        .containment()
        .standingOn(Ground.EVERYBODY)
        .map(
            signal ->
                switch (signal) {
                  case Signal.Kill kill -> "killed";
                  case Signal.Pause pause -> "paused";
                  case Signal.Restrict restrict -> "restricted";
                  case Signal.Resume resume -> "active";
                  case Signal.Release release -> "active";
                })
        .orElse("active");
  }

  /** How the session stands now; a whole principal is known by the live session alone. */
  private String state(SessionRow row, Scope scope) {
    Optional<Session> known =
        scope == Scope.PRINCIPAL ? ports.insights().session(row.facts().id()) : Optional.empty();
    return known
        .map(session -> ports.signals().containment().stateOf(session, clock.instant()).word())
        .orElseGet(() -> views.session(row).state());
  }

  /** What is stored of a session does not name its principal; whoever judges it knows. */
  private Target target(SessionRow row, Scope scope) {
    Session stored = contained(row);
    Optional<Session> known = ports.insights().session(stored.id());
    if (known.isEmpty() && scope == Scope.PRINCIPAL) {
      throw new ApiException(
          409,
          "signal.principal-unknown",
          "session "
              + stored.id()
              + ": got one that is not live (expected: a live session of the principal)");
    }
    return known
        .map(Target::of)
        .orElseGet(
            () -> new Target(stored.id(), stored.root(), stored.floor(), stored.kind(), null));
  }

  private static Session contained(SessionRow row) {
    return Views.contained(row.facts())
        .orElseThrow(
            () ->
                new ApiException(
                    409,
                    "session.not-contained",
                    "session "
                        + row.facts().id()
                        + ": got one known from telemetry only (expected: one whose calls pass"
                        + " the gateway; nothing else can be stopped)"));
  }

  private Signal.Header header(Context ctx, String letter, Target target, OrderBody body) {
    Instant now = clock.instant();
    Duration lasting = body.lasting();
    return new Signal.Header(
        letter + "-" + reference(),
        target,
        new Author.Operator(Guard.operator(ctx), body.second()),
        body.reason(),
        now,
        body.scope(),
        lasting == null ? null : now.plus(lasting));
  }

  private Map<String, Object> publish(Signal signal) {
    long before = System.nanoTime();
    Published published = durable(ports.signals().publish(signal));
    long micros = (System.nanoTime() - before) / 1_000;
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("ref", signal.header().ref());
    answer.put("sequence", published.sequence());
    answer.put("action", published.signal().word());
    answer.put("scope", signal.header().scope().word());
    if (signal.header().until() != null) {
      answer.put("until", signal.header().until());
    }
    answer.put("tookMicros", micros);
    return answer;
  }

  private static Published durable(CompletionStage<Published> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      LOG.error("signal was not made durable", e);
      throw new ApiException(
          503,
          "signal.not-durable",
          "signal: got no durable record, so it has no effect (expected: a journal that can be"
              + " written)");
    } catch (TimeoutException e) {
      throw new ApiException(
          504,
          "signal.timeout",
          "signal: got no confirmation within "
              + PATIENCE_SECONDS
              + " s (expected: at once); it may still take effect");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(
          503, "signal.interrupted", "signal: got a shutdown (expected: a running server)");
    }
  }

  private String reference() {
    byte[] bytes = new byte[4];
    random.nextBytes(bytes);
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }
}
