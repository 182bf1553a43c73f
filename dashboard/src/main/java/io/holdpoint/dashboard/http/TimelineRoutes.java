// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import static io.holdpoint.dashboard.access.Right.LOOK;

import io.holdpoint.dashboard.graph.GraphBuilder;
import io.holdpoint.dashboard.insight.Explanation;
import io.holdpoint.dashboard.insight.Insights;
import io.holdpoint.dashboard.insight.ValueOrigin;
import io.holdpoint.dashboard.outline.Outlines;
import io.holdpoint.dashboard.outline.Rows;
import io.holdpoint.dashboard.outline.SessionOutline;
import io.holdpoint.dashboard.outline.Shapes;
import io.holdpoint.dashboard.view.Views;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.view.DetectionRow;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The steps of a session: as lines, as a whole, as a graph, and one in full. */
final class TimelineRoutes {

  private static final int TRACED = 64;
  private static final int MOST_ROWS = 1_000;
  private static final int ROWS = 200;
  private static final int MOST_IN_GRAPH = 1_000;
  private static final int IN_GRAPH = 400;

  private final SessionStore store;
  private final Sessions sessions;
  private final Outlines outlines;
  private final Insights insights;

  TimelineRoutes(SessionStore store, Sessions sessions, Outlines outlines, Insights insights) {
    this.insights = insights;
    this.store = store;
    this.sessions = sessions;
    this.outlines = outlines;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/sessions/{id}/timeline", LOOK, this::timeline),
        Route.get("/sessions/{id}/step", LOOK, this::step),
        Route.get("/sessions/{id}/shape", LOOK, this::shape),
        Route.get("/sessions/{id}/graph", LOOK, this::graph));
  }

  /** Pages by key: after a step, or around one; steps that come in between move no page. */
  private void timeline(Context ctx) {
    SessionOutline outline = outline(ctx);
    int limit = Requests.number(ctx, "limit", ROWS, 1, MOST_ROWS);
    int total = outline.steps().size();
    StepId after = stepId(ctx, "after");
    StepId around = stepId(ctx, "around");
    int from = Requests.number(ctx, "offset", 0, 0, Integer.MAX_VALUE);
    if (after != null) {
      from = require(outline, after) + 1;
    } else if (around != null) {
      from = Math.max(0, require(outline, around) - limit / 2);
    }
    int to = (int) Math.min(total, (long) from + limit);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("total", total);
    body.put("offset", from);
    body.put("next", to < total && to > from ? outline.steps().get(to - 1).id().toString() : null);
    body.put("steps", Rows.of(outline, Math.min(from, total), to));
    Responses.json(ctx, body);
  }

  private void step(Context ctx) {
    SessionOutline outline = outline(ctx);
    StepId id = stepId(ctx, "id");
    if (id == null) {
      throw ApiException.invalid("query.invalid", "id: got nothing (expected: the id of a step)");
    }
    int index = require(outline, id);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("place", index + 1);
    body.put(
        "step",
        store.steps(sessions.tenant(), outline.row().facts().id(), index, 1).stream()
            .filter(row -> row.id().equals(id))
            .map(Views::step)
            .findFirst()
            .orElseThrow(() -> unknown(id.toString())));
    body.put("parent", at(outline, outline.parent(index)));
    body.put("owner", at(outline, outline.owner(index)));
    body.put(
        "values",
        insights
            .origins(outline.row().facts().id(), id)
            .map(found -> found.stream().map(value -> value(outline, value)).toList())
            .orElse(null));
    Responses.json(ctx, body);
  }

  private static Map<String, Object> value(SessionOutline outline, ValueOrigin origin) {
    StepId from = origin.from();
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("argument", origin.argument());
    value.put("named", origin.named());
    value.put("from", from == null ? null : at(outline, outline.index(from)));
    value.put("tool", origin.tool());
    value.put("labels", origin.labels());
    value.put("percent", origin.percent());
    return value;
  }

  private void shape(Context ctx) {
    SessionOutline outline = outline(ctx);
    Responses.json(ctx, Shapes.of(outline, detections(outline)));
  }

  private void graph(Context ctx) {
    SessionOutline outline = outline(ctx);
    StepId around = stepId(ctx, "around");
    int place = around == null ? outline.steps().size() : require(outline, around) + 1;
    int most = Requests.number(ctx, "limit", IN_GRAPH, 1, MOST_IN_GRAPH);
    String detection = ctx.queryParam("detection");
    Optional<Detection> chosen =
        detections(outline).stream().filter(d -> d.id().equals(detection)).findFirst();
    List<StepId> chain = chosen.map(Detection::chain).orElse(List.of());
    Set<StepId> origins =
        chosen.flatMap(insights::explanation).map(TimelineRoutes::origins).orElse(Set.of());
    Set<String> toggled = Set.copyOf(ctx.queryParams("toggle"));
    Responses.json(
        ctx,
        new GraphBuilder(outline, place, most, toggled, chain, origins, values(outline)).build());
  }

  /** The engine keeps where values came from for the last calls of a live session only. */
  private Map<StepId, List<ValueOrigin>> values(SessionOutline outline) {
    SessionId session = outline.row().facts().id();
    Map<StepId, List<ValueOrigin>> values = new LinkedHashMap<>();
    outline
        .steps()
        .subList(Math.max(0, outline.steps().size() - TRACED), outline.steps().size())
        .forEach(
            step ->
                insights
                    .origins(session, step.id())
                    .filter(found -> !found.isEmpty())
                    .ifPresent(found -> values.put(step.id(), found)));
    return values;
  }

  private static Set<StepId> origins(Explanation explanation) {
    return explanation.causes().stream()
        .filter(Explanation.Cause::origin)
        .map(Explanation.Cause::step)
        .collect(Collectors.toSet());
  }

  private SessionOutline outline(Context ctx) {
    return sessions.requireOutline(ctx, outlines);
  }

  private List<Detection> detections(SessionOutline outline) {
    return store.detections(sessions.tenant(), outline.row().facts().id()).stream()
        .map(DetectionRow::detection)
        .toList();
  }

  private static @Nullable Map<String, Object> at(SessionOutline outline, int index) {
    if (index == SessionOutline.NONE) {
      return null;
    }
    return Map.of(
        "id", outline.steps().get(index).id().toString(),
        "place", index + 1,
        "name", outline.steps().get(index).name());
  }

  static @Nullable StepId stepId(Context ctx, String name) {
    String text = ctx.queryParam(name);
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return StepId.parse(text);
    } catch (IllegalArgumentException notAnId) {
      throw unknown(text);
    }
  }

  private static int require(SessionOutline outline, StepId id) {
    int index = outline.index(id);
    if (index == SessionOutline.NONE) {
      throw unknown(id.toString());
    }
    return index;
  }

  private static ApiException unknown(String id) {
    return new ApiException(
        404,
        "step.unknown",
        "step: got " + Requests.quoted(id) + " (expected: one of the session)");
  }
}
