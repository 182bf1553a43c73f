// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import static io.holdpoint.dashboard.access.Right.LOOK;

import io.holdpoint.dashboard.Dashboard;
import io.holdpoint.dashboard.DataSource;
import io.holdpoint.dashboard.RuleInfo;
import io.holdpoint.dashboard.view.SessionView;
import io.holdpoint.dashboard.view.SignalView;
import io.holdpoint.dashboard.view.Views;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.view.SessionRow;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything that is only read. */
final class ReadRoutes {

  private static final int MAX = 1000;
  private static final int PAGE = 200;
  private static final Set<String> STATES =
      Set.of("active", "restricted", "paused", "killed", "ended");

  private final Dashboard.Ports ports;
  private final SessionStore store;
  private final Sessions sessions;
  private final Views views;
  private final Instant startedAt;
  private final boolean oidc;

  /**
   * @param oidc whether operators may log in at an identity provider
   */
  ReadRoutes(
      Dashboard.Ports ports, Sessions sessions, Views views, Instant startedAt, boolean oidc) {
    this.oidc = oidc;
    this.ports = ports;
    this.store = ports.store();
    this.sessions = sessions;
    this.views = views;
    this.startedAt = startedAt;
  }

  List<Route> routes() {
    return List.of(
        Route.open(HandlerType.GET, "/health", this::health),
        Route.get("/sources", LOOK, this::sources),
        Route.get("/sessions", LOOK, this::list),
        Route.get("/sessions/{id}", LOOK, this::one),
        Route.get("/sessions/{id}/steps", LOOK, this::steps),
        Route.get("/sessions/{id}/detections", LOOK, this::detectionsOfOne),
        Route.get("/sessions/{id}/drift", LOOK, this::drift),
        Route.get("/detections", LOOK, this::detections),
        Route.get("/rules", LOOK, this::rules));
  }

  private void health(Context ctx) {
    Map<String, Object> health = new LinkedHashMap<>();
    List<Map<String, Object>> sources =
        ports.sources().get().stream()
            .filter(source -> !source.kind().equals(DataSource.TELEMETRY))
            .map(source -> shown(source, false))
            .toList();
    boolean up = ports.sources().get().stream().allMatch(DataSource::up);
    health.put("status", up ? "up" : "degraded");
    health.put("version", ports.version());
    health.put("startedAt", startedAt);
    health.put("bypass", ports.bypass().standing().isPresent());
    health.put("login", oidc ? List.of("token", "oidc") : List.of("token"));
    health.put("sources", sources);
    Responses.json(ctx, health);
  }

  /** With the senders of telemetry, and what was lost of each. */
  private void sources(Context ctx) {
    Responses.json(
        ctx,
        Map.of(
            "sources", ports.sources().get().stream().map(source -> shown(source, true)).toList()));
  }

  private static Map<String, Object> shown(DataSource source, boolean counted) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("kind", source.kind());
    shown.put("name", source.name());
    shown.put("address", source.address());
    shown.put("up", source.up());
    shown.put("detail", source.detail());
    if (counted) {
      shown.put("counts", source.counts());
      shown.put("clockAheadMillis", source.clockAheadMillis());
    }
    return shown;
  }

  /** The cursor is read before the rows: whoever listens from it misses nothing after them. */
  private void list(Context ctx) {
    int limit = Requests.number(ctx, "limit", PAGE, 1, MAX);
    Set<String> states = states(ctx.queryParam("state"));
    long cursor = ports.feed().last();
    List<SessionView> rows =
        store.sessions(sessions.tenant(), states.isEmpty() ? limit : MAX).stream()
            .map(views::session)
            .filter(view -> states.isEmpty() || states.contains(view.state()))
            .limit(limit)
            .toList();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("cursor", cursor);
    body.put("sessions", rows);
    Responses.json(ctx, body);
  }

  private void one(Context ctx) {
    long cursor = ports.feed().last();
    SessionRow row = sessions.require(ctx);
    List<SignalView> signals =
        Views.contained(row.facts()).map(ports.feed()::signalsOf).orElse(List.of()).stream()
            .map(Views::signal)
            .toList();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("cursor", cursor);
    body.put("session", views.session(row));
    body.put("signals", signals);
    Responses.json(ctx, body);
  }

  private void steps(Context ctx) {
    int offset = Requests.number(ctx, "offset", 0, 0, Integer.MAX_VALUE);
    int limit = Requests.number(ctx, "limit", PAGE, 1, MAX);
    SessionRow row = sessions.require(ctx);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("total", row.steps());
    body.put("offset", offset);
    body.put(
        "steps",
        store.steps(sessions.tenant(), row.facts().id(), offset, limit).stream()
            .map(Views::step)
            .toList());
    Responses.json(ctx, body);
  }

  private void detectionsOfOne(Context ctx) {
    SessionRow row = sessions.require(ctx);
    Responses.json(
        ctx,
        Map.of(
            "detections",
            store.detections(sessions.tenant(), row.facts().id()).stream()
                .map(d -> Views.detection(d.detection()))
                .toList()));
  }

  private void drift(Context ctx) {
    SessionId id = sessions.require(ctx).facts().id();
    Responses.json(
        ctx,
        ports
            .drift()
            .apply(id)
            .orElseThrow(
                () ->
                    new ApiException(
                        404,
                        "drift.unknown",
                        "drift of session "
                            + id.value()
                            + ": got nothing (expected: a session whose calls this engine judged"
                            + " and still holds)")));
  }

  private void detections(Context ctx) {
    int limit = Requests.number(ctx, "limit", PAGE, 1, MAX);
    long cursor = ports.feed().last();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("cursor", cursor);
    body.put(
        "detections",
        store.detections(sessions.tenant(), limit).stream()
            .map(d -> Views.detection(d.detection()))
            .toList());
    Responses.json(ctx, body);
  }

  private void rules(Context ctx) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("rules", ports.rules().get().stream().map(ReadRoutes::rule).toList());
    body.put("problems", ports.rules().problems());
    Responses.json(ctx, body);
  }

  static Map<String, Object> rule(RuleInfo rule) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", rule.id());
    view.put("version", rule.version());
    view.put("title", rule.title());
    view.put("severity", rule.severity().word());
    view.put("kind", rule.kind().word());
    view.put("action", rule.action().word());
    view.put("mode", rule.mode().word());
    view.put(
        "modes",
        rule.modes().stream()
            .map(one -> Map.of("where", new TreeMap<>(one.where()), "mode", one.mode().word()))
            .toList());
    return view;
  }

  private static Set<String> states(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return Set.of();
    }
    Set<String> states = Arrays.stream(text.split(",")).collect(Collectors.toSet());
    if (!STATES.containsAll(states)) {
      throw ApiException.invalid(
          "query.invalid",
          "state: got \"" + text + "\" (expected: some of " + new TreeSet<>(STATES) + ")");
    }
    return states;
  }
}
