// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import static io.holdpoint.dashboard.access.Right.BYPASS;
import static io.holdpoint.dashboard.access.Right.LOOK;

import io.holdpoint.model.port.BypassDesk;
import io.holdpoint.model.signal.Bypass;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Breaking the glass. */
final class BypassRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(BypassRoutes.class);
  private static final String INVALID = "bypass.invalid";
  private static final int MAX_REASON = 500;
  private static final long PATIENCE_SECONDS = 10;

  private final BypassDesk desk;

  BypassRoutes(BypassDesk desk) {
    this.desk = desk;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/bypass", LOOK, ctx -> Responses.json(ctx, view(desk.standing()))),
        Route.post("/bypass", BYPASS, this::begin),
        Route.delete("/bypass", BYPASS, this::end));
  }

  /** As it stands in answers, of health too. */
  static Map<String, Object> view(Optional<Bypass> bypass) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("on", bypass.isPresent());
    bypass.ifPresent(
        on -> {
          view.put("since", on.since());
          view.put("until", on.until());
          view.put("by", on.by());
          view.put("reason", on.reason());
        });
    return view;
  }

  private void begin(Context ctx) {
    JsonNode body = Requests.object(ctx, Set.of("for", "reason"));
    String reason = Requests.text(body, "reason", INVALID, MAX_REASON);
    Duration lasting = Requests.duration(Requests.text(body, "for", INVALID, 8), INVALID);
    try {
      durable(desk.begin(lasting, Guard.operator(ctx), reason));
    } catch (IllegalArgumentException e) {
      throw ApiException.invalid(INVALID, String.valueOf(e.getMessage()));
    }
    Responses.json(ctx, view(desk.standing()));
  }

  private void end(Context ctx) {
    durable(desk.end(Guard.operator(ctx)));
    Responses.json(ctx, view(desk.standing()));
  }

  private static void durable(CompletionStage<?> stage) {
    try {
      stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.error("bypass was not made durable", e);
      throw new ApiException(
          503,
          "bypass.not-durable",
          "bypass: got no durable record, so it has no effect (expected: a journal that can be"
              + " written)");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(
          503, "bypass.interrupted", "bypass: got a shutdown (expected: a running server)");
    }
  }
}
