// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.report;

import io.holdpoint.dashboard.answers.AnswersView.Answer;
import io.holdpoint.dashboard.answers.AnswersView.Gap;
import io.holdpoint.dashboard.answers.AnswersView.Part;
import io.holdpoint.dashboard.view.DetectionView;
import io.holdpoint.dashboard.view.RowView;
import io.holdpoint.dashboard.view.SessionView;
import io.holdpoint.dashboard.view.SignalView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An incident report as one page that needs nothing else: no script, no font, no request. */
public final class HtmlReport {

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <style>
      :root { color-scheme: light dark; }
      body { font: 14px/21px system-ui, sans-serif; max-width: 1000px; margin: 32px auto; padding: 0 20px; }
      h1 { font-size: 24px; line-height: 30px; margin: 0 0 4px; } h2 { font-size: 17px; margin: 32px 0 8px; } h3 { font-size: 14px; margin: 18px 0 4px; }
      p { margin: 0 0 6px; } .dim { color: light-dark(#53616a, #93a2aa); }
      table { border-collapse: collapse; width: 100%; font-size: 13px; line-height: 18px; }
      th, td { text-align: left; vertical-align: top; padding: 5px 12px 5px 0; border-bottom: 1px solid light-dark(#d3dade, #2a353b); overflow-wrap: anywhere; }
      th { font-weight: 600; } table.facts th { width: 150px; font-weight: 400; color: light-dark(#53616a, #93a2aa); }
      .deny { color: light-dark(#b3232b, #f58c8c); font-weight: 600; } .hold { color: light-dark(#7334b5, #c6a0f5); font-weight: 600; }
      .gap { border-left: 2px dotted #77868f; padding-left: 10px; } .claim::before { content: "“"; } .claim::after { content: "”"; }
      .odd { color: #a4460b; font: 600 11px monospace; } code { font: 12px ui-monospace, monospace; }
      @media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } }
      </style>
      """;

  private final IncidentReport report;
  private final Map<String, Integer> places = new HashMap<>();
  private final Html html = new Html();

  private HtmlReport(IncidentReport report) {
    this.report = report;
    report.steps().forEach(step -> places.put(step.id(), step.place()));
  }

  /** The page. */
  public static String of(IncidentReport report) {
    return new HtmlReport(report).page();
  }

  private String page() {
    SessionView session = report.session();
    html.raw(HEAD).raw("<title>").text("Incident report " + session.id()).raw("</title></head>");
    html.raw("<body>\n").element("h1", session.task().isBlank() ? session.id() : session.task());
    html.raw("<p class=\"dim\">")
        .text(
            "Incident report of session "
                + session.id()
                + ", made "
                + report.madeAt()
                + " by "
                + report.madeBy()
                + " with "
                + report.product())
        .raw("</p>\n");
    facts(session);
    html.element("h2", "The five questions");
    report.answers().answers().forEach(this::answer);
    html.element("h2", "Detections");
    detections(report.detections());
    html.element("h2", "Signals");
    signals(report.signals());
    steps();
    return html.raw("</body></html>\n").toString();
  }

  private void facts(SessionView session) {
    html.raw("<table class=\"facts\">\n")
        .fact("State", session.state())
        .fact("Agent (its own word)", (session.agentName() + " " + session.agentVersion()).strip())
        .fact("Principal", session.principal().isBlank() ? "unknown" : session.principal())
        .fact("Environment", session.environment())
        .fact("Began", session.startedAt().toString())
        .fact("Last step", session.lastStep() + ", " + session.lastStepAt())
        .fact("Steps", report.totalSteps() + ", of which denied " + session.denied())
        .fact("Risk", session.risk() + " of 100, highest " + session.maxRisk())
        .raw("</table>\n");
  }

  private void answer(Answer answer) {
    String grade = answer.grade().isEmpty() ? "" : " · evidence " + answer.grade();
    html.raw("<h3>").text(answer.title()).raw("<span class=\"dim\">").text(grade);
    html.raw("</span></h3>\n");
    answer
        .sentences()
        .forEach(
            sentence -> {
              html.raw("<p>");
              sentence.parts().forEach(this::part);
              html.raw("</p>\n");
            });
    answer.unknown().forEach(this::gap);
  }

  private void part(Part part) {
    switch (part.kind()) {
      case "claim" -> html.raw("<span class=\"claim\">").text(part.text()).raw("</span>");
      case "step" -> step(part);
      case "rule", "session" -> html.element("code", part.text());
      default -> html.text(part.text());
    }
  }

  private void step(Part part) {
    Integer place = places.get(part.ref());
    if (place == null) {
      html.element("code", part.text());
    } else {
      html.raw("<a href=\"#step-" + place + "\">").text(part.text()).raw("</a>");
    }
  }

  private void gap(Gap gap) {
    html.raw("<p class=\"gap\">")
        .text(gap.what() + ": unknown, because " + gap.because() + ". " + gap.connect())
        .raw("</p>\n");
  }

  private void detections(List<DetectionView> detections) {
    if (detections.isEmpty()) {
      html.element("p", "No rule matched.");
      return;
    }
    html.raw("<table><tr><th>At</th><th>Severity</th><th>Rule</th><th>Chain</th><th>What</th>");
    html.raw("</tr>\n");
    for (DetectionView detection : detections) {
      html.raw("<tr>").element("td", detection.at().toString()).element("td", detection.severity());
      html.raw("<td>")
          .text(detection.rule().id() + " v" + detection.rule().version())
          .text(", " + detection.mode() + ", " + detection.action())
          .raw("</td><td>");
      for (String id : detection.chain()) {
        Integer place = places.get(id);
        html.text(place == null ? "(not stored) " : "#" + place + " ");
      }
      html.raw("</td>").element("td", detection.text()).raw("</tr>\n");
    }
    html.raw("</table>\n");
  }

  private void signals(List<SignalView> signals) {
    if (signals.isEmpty()) {
      html.element("p", "None was given.");
      return;
    }
    html.raw("<table><tr><th>At</th><th>Signal</th><th>By</th><th>Reason</th></tr>\n");
    for (SignalView signal : signals) {
      html.raw("<tr>")
          .element("td", signal.at().toString())
          .element("td", signal.action() + " " + signal.ref())
          .element("td", signal.by())
          .element("td", signal.reason())
          .raw("</tr>\n");
    }
    html.raw("</table>\n");
  }

  private void steps() {
    int left = report.totalSteps() - report.steps().size();
    html.element("h2", "Steps");
    if (left > 0) {
      html.element("p", left + " steps are left out; those that were stopped or prove are not.");
    }
    html.raw("<table><tr><th>#</th><th>At</th><th>Step</th><th>Verdict</th><th>Effects</th>");
    html.raw("<th>Data</th><th>Evidence</th></tr>\n");
    for (RowView step : report.steps()) {
      html.raw("<tr id=\"step-" + step.place() + "\">")
          .element("td", Integer.toString(step.place()))
          .element("td", step.startedAt().toString());
      html.raw("<td><code>")
          .text(step.upstream().isEmpty() ? step.name() : step.upstream() + "/" + step.name())
          .raw("</code> ")
          .text(step.hint())
          .raw("</td><td class=\"" + verdict(step) + "\">")
          .text(step.verdict().isEmpty() ? "not judged" : step.verdict())
          .raw("</td>")
          .element("td", String.join(", ", step.effects()))
          .element("td", String.join(", ", step.labels()))
          .element("td", step.grade())
          .raw("</tr>\n");
    }
    html.raw("</table>\n");
  }

  private static String verdict(RowView step) {
    return switch (step.verdict()) {
      case "deny" -> "deny";
      case "hold" -> "hold";
      default -> "";
    };
  }
}
