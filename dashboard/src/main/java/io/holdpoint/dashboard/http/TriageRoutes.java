// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import static io.holdpoint.dashboard.access.Right.LOOK;
import static io.holdpoint.dashboard.access.Right.NOTE;
import static io.holdpoint.dashboard.access.Right.TRIAGE;

import io.holdpoint.dashboard.feed.LiveFeed;
import io.holdpoint.dashboard.triage.Triage;
import io.holdpoint.dashboard.triage.TriageBook;
import io.holdpoint.dashboard.view.TriageView;
import io.holdpoint.dashboard.view.Views;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.view.DetectionRow;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What people make of detections. */
final class TriageRoutes {

  private static final int MOST = 1_000;
  private static final int MAX_TEXT = 2_000;
  private static final int MAX_REASON = 500;
  private static final Pattern SESSION = Pattern.compile("s-[0-9a-zA-Z_-]{1,128}");

  private final SessionStore store;
  private final String tenant;
  private final TriageBook book;
  private final LiveFeed feed;
  private final InstantSource clock;

  TriageRoutes(
      SessionStore store, String tenant, TriageBook book, LiveFeed feed, InstantSource clock) {
    this.store = store;
    this.tenant = tenant;
    this.book = book;
    this.feed = feed;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/triage", LOOK, this::list),
        Route.get("/detections/{id}", LOOK, this::one),
        Route.post("/detections/{id}/triage", TRIAGE, this::judge),
        Route.post("/detections/{id}/notes", NOTE, this::note));
  }

  private void list(Context ctx) {
    Responses.json(
        ctx, Map.of("triage", book.last().values().stream().map(TriageRoutes::view).toList()));
  }

  private void one(Context ctx) {
    Responses.json(ctx, described(require(ctx)));
  }

  private void judge(Context ctx) {
    Detection detection = require(ctx);
    JsonNode body = Requests.object(ctx, Set.of("state", "reason"));
    String word = body.path("state").asString("");
    Triage.State state =
        Triage.State.of(word)
            .orElseThrow(
                () ->
                    ApiException.invalid(
                        "triage.state",
                        "state: got "
                            + Requests.quoted(word)
                            + " (expected: new, acknowledged, false-positive or confirmed)"));
    String reason =
        body.has("reason") ? Requests.text(body, "reason", "triage.reason", MAX_REASON) : "";
    if (state == Triage.State.FALSE_POSITIVE && reason.isEmpty()) {
      throw ApiException.invalid(
          "triage.reason-missing",
          "reason: got nothing (expected: why the rule was wrong, so that it can be mended)");
    }
    Triage triage =
        new Triage(
            detection.id(),
            detection.rule().id(),
            detection.rule().version(),
            state,
            Guard.operator(ctx),
            reason,
            clock.instant());
    book.judge(triage);
    feed.announce("triage", view(triage));
    Responses.json(ctx, described(detection));
  }

  private void note(Context ctx) {
    Detection detection = require(ctx);
    JsonNode body = Requests.object(ctx, Set.of("text"));
    String text = Requests.text(body, "text", "note.missing", MAX_TEXT);
    book.note(detection.id(), new TriageBook.Note(Guard.operator(ctx), text, clock.instant()));
    Responses.json(ctx, described(detection));
  }

  private Map<String, Object> described(Detection detection) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("detection", Views.detection(detection));
    body.put("history", book.history(detection.id()).stream().map(TriageRoutes::view).toList());
    body.put("notes", book.notes(detection.id()));
    return body;
  }

  private Detection require(Context ctx) {
    String id = ctx.pathParam("id");
    String session = Optional.ofNullable(ctx.queryParam("session")).orElse("");
    List<DetectionRow> rows =
        SESSION.matcher(session).matches()
            ? store.detections(tenant, new SessionId(session))
            : store.detections(tenant, MOST);
    return rows.stream()
        .map(DetectionRow::detection)
        .filter(detection -> detection.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new ApiException(
                    404,
                    "detection.unknown",
                    "detection: got "
                        + Requests.quoted(id)
                        + " (expected: one of GET /detections; older ones need ?session=)"));
  }

  static TriageView view(Triage triage) {
    return new TriageView(
        triage.detection(),
        triage.rule(),
        triage.state().word(),
        triage.by(),
        triage.reason(),
        triage.at());
  }
}
