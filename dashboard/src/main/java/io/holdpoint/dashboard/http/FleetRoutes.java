// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import static io.holdpoint.dashboard.access.Right.LOOK;

import io.holdpoint.dashboard.Dashboard;
import io.holdpoint.dashboard.compare.Comparison;
import io.holdpoint.dashboard.inventory.Inventory;
import io.holdpoint.dashboard.outline.Outlines;
import io.holdpoint.dashboard.outline.SessionOutline;
import io.holdpoint.dashboard.view.SessionView;
import io.holdpoint.dashboard.view.Views;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.view.DriftReport;
import io.holdpoint.model.view.StepRow;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is read over several sessions. */
final class FleetRoutes {

  private static final int MOST = 1_000;
  private static final int NEWEST = 100;

  private final Dashboard.Ports ports;
  private final Sessions sessions;
  private final Outlines outlines;
  private final Views views;
  private final Desks desks;

  FleetRoutes(Dashboard.Ports ports, Sessions sessions, Outlines outlines, Views views) {
    this.ports = ports;
    this.sessions = sessions;
    this.outlines = outlines;
    this.views = views;
    this.desks = new Desks(ports.approvals(), sessions.tenant());
  }

  List<Route> routes() {
    return List.of(
        Route.get("/agents", LOOK, this::agents),
        Route.get("/sessions/{id}/compare", LOOK, this::compare));
  }

  private void agents(Context ctx) {
    List<SessionView> newest =
        ports.store().sessions(sessions.tenant(), MOST).stream().map(views::session).toList();
    Map<String, Integer> asked = new HashMap<>();
    desks
        .all()
        .forEach(
            approval ->
                asked.merge(approval.request().attempt().session().id().value(), 1, Integer::sum));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("sessions", newest.size());
    body.put(
        "agents",
        Inventory.of(
            newest,
            asked,
            new Inventory.Known(
                ports.insights()::owner,
                ports.insights()::registration,
                this::upstreams,
                this::baseline)));
    Responses.json(ctx, body);
  }

  /** Of its newest steps: enough to tell where an agent goes, and quick. */
  private Set<String> upstreams(SessionView session) {
    return ports
        .store()
        .steps(
            sessions.tenant(),
            new SessionId(session.id()),
            Math.max(0, session.steps() - NEWEST),
            NEWEST)
        .stream()
        .map(StepRow::upstream)
        .collect(Collectors.toSet());
  }

  private Optional<DriftReport.Baseline> baseline(SessionView session) {
    return ports
        .drift()
        .apply(new SessionId(session.id()))
        .map(DriftReport::baseline)
        .filter(baseline -> baseline.cleanSessions() > 0);
  }

  private void compare(Context ctx) {
    SessionOutline left = sessions.requireOutline(ctx, outlines);
    String with = Optional.ofNullable(ctx.queryParam("with")).orElse("");
    SessionOutline right = sessions.requireOutline(with, outlines);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("left", views.session(left.row()));
    body.put("right", views.session(right.row()));
    body.put("comparison", Comparison.of(left, right));
    Responses.json(ctx, body);
  }
}
