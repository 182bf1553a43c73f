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
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Held calls, and operators' words on them. */
final class ApprovalRoutes {

  private static final int MAX_REASON = 500;
  private static final int CHAIN = 12;
  private static final int MOST_AT_ONCE = 100;
  private static final Pattern MASK = Pattern.compile("\u2592 ");
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
    JsonNode body =
        Requests.object(ctx, Set.of("reason", "scope", "until", "change", "proposal", "batch"));
    ApprovalWord.Spoken spoken = spoken(ctx, body);
    if (body.has("change") || body.has("proposal")) {
      edited(ctx, body, spoken);
      return;
    }
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
    decide(ctx, word, body);
  }

  /** Once, with other arguments: those in the body, or those that somebody else proposed. */
  private void edited(Context ctx, JsonNode body, ApprovalWord.Spoken spoken) {
    Instant until = until(body, spoken.at().plus(ONCE));
    if (body.has("scope") && !body.path("scope").asString("").equals("once")) {
      throw ApiException.invalid(
          "approval.scope", "scope: got another than once (expected: once, with edited arguments)");
    }
    Approval approval = require(ctx);
    if (body.has("proposal")) {
      ApprovalWord.Edit proposed = approval.proposed();
      String digest = body.path("proposal").asString("");
      if (proposed == null || !proposed.shown().digest().value().equals(digest)) {
        throw new ApiException(
            409,
            "approval.other-proposal",
            "proposal: got another than the one that stands (expected: the digest of what others"
                + " approved)");
      }
      decide(ctx, new ApprovalWord.Once(spoken, until, proposed), body);
      return;
    }
    JsonNode change = body.path("change");
    if (!change.isObject() || change.isEmpty() || hasMasks(change)) {
      throw ApiException.invalid(
          "approval.edit",
          "change: got no object, an empty one or masked values (expected: a JSON merge patch over"
              + " the arguments; members that stay are left out)");
    }
    Responses.json(
        ctx, view(Desks.answer(desk.edit(approval.ref(), spoken, until, change.toString()))));
  }

  /** Nobody means to send what stands for a masked value. */
  private static boolean hasMasks(JsonNode value) {
    return value.isString()
        ? MASK.matcher(value.stringValue()).find()
        : value.valueStream().anyMatch(ApprovalRoutes::hasMasks);
  }

  private void deny(Context ctx) {
    JsonNode body = Requests.object(ctx, Set.of("reason", "batch"));
    decide(ctx, new ApprovalWord.Deny(spoken(ctx, body)), body);
  }

  private void decide(Context ctx, ApprovalWord word, JsonNode body) {
    Approval approval = require(ctx);
    List<String> alike = alike(approval, body);
    ApprovalView first = view(Desks.answer(desk.decide(approval.ref(), word)));
    for (String ref : alike) {
      Desks.answer(desk.decide(ref, word));
    }
    Responses.json(ctx, first);
  }

  /** Those that were named besides: only what waits under the same batch is decided in one go. */
  private List<String> alike(Approval approval, JsonNode body) {
    List<String> refs =
        body.path("batch").valueStream().map(ref -> ref.asString("")).distinct().toList();
    List<String> known =
        refs.isEmpty()
            ? refs
            : desks.all().stream()
                .filter(other -> other.isPending() && other.batch().equals(approval.batch()))
                .map(Approval::ref)
                .toList();
    if (refs.size() > MOST_AT_ONCE || !known.containsAll(refs)) {
      throw ApiException.invalid(
          "approval.batch",
          "batch: got others than those that wait alike (expected: at most "
              + MOST_AT_ONCE
              + " references of the same batch)");
    }
    return refs.stream().filter(ref -> !ref.equals(approval.ref())).toList();
  }

  private ApprovalWord.Spoken spoken(Context ctx, JsonNode body) {
    String reason = Requests.text(body, "reason", "approval.reason-missing", MAX_REASON);
    return new ApprovalWord.Spoken(
        Guard.operator(ctx), reason, clock.instant(), Guard.who(ctx).groups());
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
