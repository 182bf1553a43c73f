// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import static io.holdpoint.dashboard.access.Right.APPROVE;
import static io.holdpoint.dashboard.access.Right.LOOK;

import io.holdpoint.dashboard.Dashboard;
import io.holdpoint.dashboard.view.ApprovalView;
import io.holdpoint.dashboard.view.ApprovalViews;
import io.holdpoint.model.approval.Approval;
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
import tools.jackson.databind.JsonNode;

/** Held calls, and operators' words on them. */
final class ApprovalRoutes {

  private static final int MAX_REASON = 500;
  private static final int CHAIN = 12;
  private static final Duration ONCE = Duration.ofMinutes(15);
  private static final Duration SESSION = Duration.ofHours(1);

  private final ApprovalDesk desk;
  private final Desks desks;
  private final SessionStore store;
  private final Dashboard.Ports ports;
  private final String tenant;
  private final InstantSource clock;

  ApprovalRoutes(Dashboard.Ports ports, String tenant, InstantSource clock) {
    this.desk = ports.approvals();
    this.desks = new Desks(desk, tenant);
    this.store = ports.store();
    this.ports = ports;
    this.tenant = tenant;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/approvals", LOOK, this::list),
        Route.get("/approvals/{ref}", LOOK, this::one),
        Route.post("/approvals/{ref}/approve", APPROVE, this::approve),
        Route.post("/approvals/{ref}/deny", APPROVE, this::deny));
  }

  private void list(Context ctx) {
    String state = ctx.queryParam("state");
    if (state != null && !state.equals("pending")) {
      throw ApiException.invalid(
          "query.invalid", "state: got \"" + state + "\" (expected: pending, or nothing for all)");
    }
    long cursor = ports.feed().last();
    List<ApprovalView> views =
        desks.all().stream()
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
    Responses.json(ctx, view(Desks.answer(desk.decide(approval.ref(), word))));
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
    return Desks.answer(desk.find(ref))
        .filter(desks::isOurs)
        .orElseThrow(
            () ->
                new ApiException(
                    404,
                    "approval.unknown",
                    "approval: got \"" + ref + "\" (expected: the reference of a held call)"));
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
}
