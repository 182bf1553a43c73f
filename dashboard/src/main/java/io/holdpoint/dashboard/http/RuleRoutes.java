// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import static io.holdpoint.dashboard.access.Right.LOOK;

import io.holdpoint.dashboard.RuleInfo;
import io.holdpoint.dashboard.triage.TriageBook;
import io.holdpoint.dashboard.view.Views;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.view.DetectionRow;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One rule: how often it matched, and how often it was right. */
final class RuleRoutes {

  private static final int MOST = 1_000;

  private final SessionStore store;
  private final String tenant;
  private final Supplier<List<RuleInfo>> rules;
  private final TriageBook book;

  RuleRoutes(SessionStore store, String tenant, Supplier<List<RuleInfo>> rules, TriageBook book) {
    this.store = store;
    this.tenant = tenant;
    this.rules = rules;
    this.book = book;
  }

  List<Route> routes() {
    return List.of(Route.get("/rules/{id}", LOOK, this::one));
  }

  /** Rules that are in force no more are told of as long as their detections are stored. */
  private void one(Context ctx) {
    String id = ctx.pathParam("id");
    List<Detection> hits =
        store.detections(tenant, MOST).stream()
            .map(DetectionRow::detection)
            .filter(detection -> detection.rule().id().equals(id))
            .toList();
    RuleInfo rule =
        rules.get().stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
    if (rule == null && hits.isEmpty()) {
      throw new ApiException(
          404,
          "rule.unknown",
          "rule: got " + Requests.quoted(id) + " (expected: one of GET /rules)");
    }
    Responses.json(ctx, view(rule, hits, book.tallies().get(id)));
  }

  private static Map<String, Object> view(
      @Nullable RuleInfo rule, List<Detection> hits, TriageBook.@Nullable Tally tally) {
    TriageBook.Tally judged = tally == null ? new TriageBook.Tally(0, 0, 0) : tally;
    int decided = judged.confirmed() + judged.falsePositives();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("rule", rule == null ? null : ReadRoutes.rule(rule));
    body.put("hits", hits.size());
    body.put("enforced", hits.stream().filter(hit -> hit.mode().word().equals("enforce")).count());
    body.put("sessions", hits.stream().map(Detection::session).distinct().count());
    body.put("confirmed", judged.confirmed());
    body.put("falsePositives", judged.falsePositives());
    body.put("acknowledged", judged.acknowledged());
    body.put("precision", decided == 0 ? null : (double) judged.confirmed() / decided);
    body.put("detections", hits.stream().map(Views::detection).toList());
    return body;
  }
}
