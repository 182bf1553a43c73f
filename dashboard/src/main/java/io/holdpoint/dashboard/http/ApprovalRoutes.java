// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import static io.holdpoint.dashboard.http.Route.Login.OPERATOR;

import io.holdpoint.dashboard.Dashboard;
import io.holdpoint.dashboard.view.ApprovalView;
import io.holdpoint.dashboard.view.ApprovalViews;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalRefusedException;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.ApprovalDesk;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.view.StepRow;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Held calls, and operators' words on them. */
final class ApprovalRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(ApprovalRoutes.class);
  private static final int MAX_REASON = 500;
  private static final int CHAIN = 12;
  private static final long PATIENCE_SECONDS = 10;
  private static final Duration ONCE = Duration.ofMinutes(15);
  private static final Duration SESSION = Duration.ofHours(1);

  private final ApprovalDesk desk;
  private final SessionStore store;
  private final Dashboard.Ports ports;
  private final String tenant;
  private final InstantSource clock;

  ApprovalRoutes(Dashboard.Ports ports, String tenant, InstantSource clock) {
    this.desk = ports.approvals();
    this.store = ports.store();
    this.ports = ports;
    this.tenant = tenant;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/approvals", OPERATOR, this::list),
        Route.get("/approvals/{ref}", OPERATOR, this::one),
        Route.post("/approvals/{ref}/approve", OPERATOR, this::approve),
        Route.post("/approvals/{ref}/deny", OPERATOR, this::deny));
  }

  private void list(Context ctx) {
    String state = ctx.queryParam("state");
    if (state != null && !state.equals("pending")) {
      throw ApiException.invalid(
          "query.invalid", "state: got \"" + state + "\" (expected: pending, or nothing for all)");
    }
    long cursor = ports.feed().last();
    List<ApprovalView> views =
        answer(desk.list()).stream()
            .filter(this::isOurs)
            .filter(approval -> state == null || approval.isPending())
            .map(this::view)
            .toList();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("cursor", cursor);
    body.put("approvals", views);
    Responses.json(ctx, body);
  }

  private void one(Context ctx) {
    Responses.json(ctx, view(require(ctx)));
  }

  private void approve(Context ctx) {
    JsonNode body = Requests.object(ctx, Set.of("reason", "scope", "until"));
    ApprovalWord.Spoken spoken = spoken(ctx, body);
    String scope = body.has("scope") ? body.path("scope").asString("") : "once";
    ApprovalWord word =
        switch (scope) {
          case "once" -> new ApprovalWord.Once(spoken, until(body, spoken.at().plus(ONCE)));
          case "session" ->
              new ApprovalWord.ForSession(spoken, until(body, spoken.at().plus(SESSION)));
          default ->
              throw ApiException.invalid(
                  "approval.scope", "scope: got \"" + scope + "\" (expected: once or session)");
        };
    decide(ctx, word);
  }

  private void deny(Context ctx) {
    JsonNode body = Requests.object(ctx, Set.of("reason"));
    decide(ctx, new ApprovalWord.Deny(spoken(ctx, body)));
  }

  private void decide(Context ctx, ApprovalWord word) {
    Approval approval = require(ctx);
    Responses.json(ctx, view(answer(desk.decide(approval.ref(), word))));
  }

  private ApprovalWord.Spoken spoken(Context ctx, JsonNode body) {
    String reason = Requests.text(body, "reason", "approval.reason-missing", MAX_REASON);
    return new ApprovalWord.Spoken(Guard.operator(ctx), reason, clock.instant());
  }

  private static Instant until(JsonNode body, Instant usual) {
    if (!body.has("until")) {
      return usual;
    }
    String text = body.path("until").asString("");
    try {
      return Instant.parse(text);
    } catch (DateTimeException notATime) {
      throw ApiException.invalid(
          "approval.until",
          "until: got \"" + text + "\" (expected: a time like 2026-01-31T12:00:00Z)");
    }
  }

  private Approval require(Context ctx) {
    String ref = ctx.pathParam("ref");
    return answer(desk.find(ref))
        .filter(this::isOurs)
        .orElseThrow(
            () ->
                new ApiException(
                    404,
                    "approval.unknown",
                    "approval: got \"" + ref + "\" (expected: the reference of a held call)"));
  }

  private boolean isOurs(Approval approval) {
    return approval.request().attempt().session().identity().tenant().equals(tenant);
  }

  /** What the session did before matters to whoever still has to decide. */
  private ApprovalView view(Approval approval) {
    SessionId session = approval.request().attempt().session().id();
    List<StepRow> before =
        approval.isPending()
            ? store
                .session(tenant, session)
                .map(row -> store.steps(tenant, session, Math.max(0, row.steps() - CHAIN), CHAIN))
                .orElse(List.of())
            : List.of();
    return ApprovalViews.of(approval, before);
  }

  private static <T> T answer(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ApprovalRefusedException refused) {
        throw refused(refused);
      }
      LOG.error("approval desk failed", e);
      throw new ApiException(
          503,
          "approval.not-durable",
          "approval: got no durable record, so it has no effect (expected: a journal that can be"
              + " written)");
    } catch (TimeoutException e) {
      throw new ApiException(
          504,
          "approval.timeout",
          "approval: got no confirmation within "
              + PATIENCE_SECONDS
              + " s (expected: at once); it may still take effect");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(
          503, "approval.interrupted", "approval: got a shutdown (expected: a running server)");
    }
  }

  private static ApiException refused(ApprovalRefusedException refused) {
    String message = String.valueOf(refused.getMessage());
    return switch (refused.why()) {
      case UNKNOWN -> new ApiException(404, "approval.unknown", message);
      case SETTLED -> new ApiException(409, "approval.settled", message);
      case OWN_CALL -> new ApiException(403, "approval.own-call", message);
      case NOT_APPROVER -> new ApiException(403, "approval.not-approver", message);
      case BAD_END -> new ApiException(400, "approval.until", message);
    };
  }
}
