// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import static io.holdpoint.dashboard.access.Right.LOOK;

import io.holdpoint.dashboard.Dashboard;
import io.holdpoint.dashboard.DataSource;
import io.holdpoint.dashboard.answers.AnswersView;
import io.holdpoint.dashboard.answers.Case;
import io.holdpoint.dashboard.answers.Questions;
import io.holdpoint.dashboard.context.ContextGrowth;
import io.holdpoint.dashboard.insight.Explanation;
import io.holdpoint.dashboard.outline.Outlines;
import io.holdpoint.dashboard.outline.Rows;
import io.holdpoint.dashboard.outline.SessionOutline;
import io.holdpoint.dashboard.report.HtmlReport;
import io.holdpoint.dashboard.report.IncidentReport;
import io.holdpoint.dashboard.view.RowView;
import io.holdpoint.dashboard.view.Views;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.view.DetectionRow;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The five questions about a session, and the report that hands them on. */
final class AnswerRoutes {

  private static final int LAST_STEPS = 500;
  private static final int MOST_STEPS = 2_000;
  private static final int MOST_EXPLAINED = 2;
  private static final int CALLS = 200;
  private static final int MOST_CALLS = 1_000;

  private final Dashboard.Ports ports;
  private final Sessions sessions;
  private final Outlines outlines;
  private final Views views;
  private final Desks desks;
  private final InstantSource clock;

  AnswerRoutes(
      Dashboard.Ports ports,
      Sessions sessions,
      Outlines outlines,
      Views views,
      InstantSource clock) {
    this.ports = ports;
    this.sessions = sessions;
    this.outlines = outlines;
    this.views = views;
    this.desks = new Desks(ports.approvals(), sessions.tenant());
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/sessions/{id}/answers", LOOK, this::answers),
        Route.get("/sessions/{id}/context", LOOK, this::context),
        Route.get("/sessions/{id}/report", LOOK, this::report));
  }

  private void answers(Context ctx) {
    SessionOutline outline = sessions.requireOutline(ctx, outlines);
    StepId about = TimelineRoutes.stepId(ctx, "step");
    Responses.json(
        ctx, Questions.answer(known(outline), Optional.ofNullable(about), clock.instant()));
  }

  private void context(Context ctx) {
    SessionOutline outline = sessions.requireOutline(ctx, outlines);
    int offset = Requests.number(ctx, "offset", 0, 0, Integer.MAX_VALUE);
    int limit = Requests.number(ctx, "limit", CALLS, 1, MOST_CALLS);
    ContextGrowth growth = ContextGrowth.of(outline, outlines::of);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("total", growth.calls().size());
    body.put("offset", offset);
    body.put("toldIn", growth.toldIn().stream().map(SessionId::value).toList());
    body.put("calls", growth.calls().stream().skip(offset).limit(limit).toList());
    body.put("unknown", Questions.unknown(growth, Case.connectTelemetry(telemetry())));
    Responses.json(ctx, body);
  }

  private void report(Context ctx) {
    String format = Optional.ofNullable(ctx.queryParam("format")).orElse("json");
    if (!Set.of("json", "html").contains(format)) {
      throw ApiException.invalid(
          "query.invalid", "format: got " + Requests.quoted(format) + " (expected: json or html)");
    }
    SessionOutline outline = sessions.requireOutline(ctx, outlines);
    IncidentReport report = report(outline, Guard.operator(ctx));
    String name = "incident-" + outline.row().facts().id() + "." + format;
    ctx.header("Content-Disposition", "attachment; filename=\"" + name + "\"");
    if (format.equals("html")) {
      ctx.contentType("text/html; charset=utf-8").result(HtmlReport.of(report));
    } else {
      Responses.json(ctx, report);
    }
  }

  private IncidentReport report(SessionOutline outline, String operator) {
    Case known = known(outline);
    AnswersView answers = Questions.answer(known, Optional.empty(), clock.instant());
    return new IncidentReport(
        "Holdpoint " + ports.version(),
        clock.instant(),
        operator,
        views.session(outline.row()),
        answers,
        known.detections().stream().map(Views::detection).toList(),
        known.signals().stream().map(Views::signal).toList(),
        outline.steps().size(),
        steps(known));
  }

  /** The end of the session, and whatever was stopped or proves something before it. */
  private static List<RowView> steps(Case known) {
    SessionOutline outline = known.outline();
    int total = outline.steps().size();
    Set<StepId> proofs =
        known.detections().stream().flatMap(d -> d.chain().stream()).collect(Collectors.toSet());
    int from = Math.max(0, total - (total <= MOST_STEPS ? MOST_STEPS : LAST_STEPS));
    return IntStream.range(0, total)
        .filter(
            index ->
                index >= from
                    || outline.steps().get(index).isStopped()
                    || proofs.contains(outline.steps().get(index).id()))
        .mapToObj(index -> Rows.row(outline, index))
        .toList();
  }

  private Case known(SessionOutline outline) {
    SessionId id = outline.row().facts().id();
    List<Published> signals =
        Views.contained(outline.row().facts()).map(ports.feed()::signalsOf).orElse(List.of());
    List<Approval> approvals =
        desks.all().stream()
            .filter(approval -> approval.request().attempt().session().id().equals(id))
            .toList();
    List<Detection> detections =
        ports.store().detections(sessions.tenant(), id).stream()
            .map(DetectionRow::detection)
            .toList();
    String owner = ports.insights().owner(outline.row().facts().principal()).orElse("");
    return new Case(
        outline,
        ContextGrowth.of(outline, outlines::of),
        detections,
        signals,
        approvals,
        ports.rules().get(),
        owner,
        explanations(detections),
        step -> ports.insights().origins(id, step),
        ports.drift().apply(id).orElse(null),
        telemetry());
  }

  /** Replays cost time: only the gravest are explained here, each once. */
  private Map<String, Explanation> explanations(List<Detection> detections) {
    Map<String, Explanation> explanations = new HashMap<>();
    detections.stream()
        .sorted(Comparator.comparing(Detection::severity).thenComparing(Detection::at).reversed())
        .limit(MOST_EXPLAINED)
        .forEach(
            detection ->
                ports
                    .insights()
                    .explanation(detection)
                    .ifPresent(found -> explanations.put(detection.id(), found)));
    return explanations;
  }

  private String telemetry() {
    return ports.sources().get().stream()
        .filter(source -> source.kind().equals("otlp-http"))
        .map(DataSource::address)
        .findFirst()
        .orElse("");
  }
}
