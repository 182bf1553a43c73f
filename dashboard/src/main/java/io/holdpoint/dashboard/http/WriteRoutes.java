// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import static io.holdpoint.dashboard.http.Route.Login.OPERATOR;

import io.holdpoint.dashboard.Dashboard;
import io.holdpoint.dashboard.view.Views;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.view.SessionRow;
import io.javalin.http.Context;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Operators' orders. */
final class WriteRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(WriteRoutes.class);
  private static final int MAX_REASON = 500;
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

  List<Route> routes() {
    return List.of(
        order("pause", "P", Signal.Pause::new),
        order("resume", "R", Signal.Resume::new),
        order("kill", "K", Signal.Kill::new),
        order("release", "L", Signal.Release::new));
  }

  private Route order(String verb, String letter, Function<Signal.Header, Signal> signal) {
    return Route.post("/sessions/{id}/" + verb, OPERATOR, ctx -> order(ctx, letter, signal));
  }

  private void order(Context ctx, String letter, Function<Signal.Header, Signal> signal) {
    SessionRow row = sessions.require(ctx);
    JsonNode body = Requests.object(ctx, Set.of("reason"));
    String reason = Requests.text(body, "reason", "signal.reason-missing", MAX_REASON);
    Session session =
        Views.contained(row.facts())
            .orElseThrow(
                () ->
                    new ApiException(
                        409,
                        "session.not-contained",
                        "session "
                            + row.facts().id()
                            + ": got one known from telemetry only (expected: one whose calls pass"
                            + " the gateway; nothing else can be stopped)"));
    Signal.Header header =
        new Signal.Header(
            letter + "-" + reference(),
            Target.of(session),
            new Author.Operator(Guard.operator(ctx)),
            reason,
            clock.instant());
    long before = System.nanoTime();
    Published published = durable(ports.signals().publish(signal.apply(header)));
    long micros = (System.nanoTime() - before) / 1_000;
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("ref", header.ref());
    answer.put("sequence", published.sequence());
    answer.put("action", published.signal().word());
    answer.put("state", views.session(row).state());
    answer.put("tookMicros", micros);
    Responses.json(ctx, answer);
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
