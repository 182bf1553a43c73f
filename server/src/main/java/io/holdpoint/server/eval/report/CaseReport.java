// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.report;

import io.holdpoint.server.eval.replay.Firing;
import io.holdpoint.server.eval.replay.ReplayedCall;
import io.holdpoint.server.eval.report.Cases.Case;
import io.holdpoint.server.eval.score.Scored;
import io.holdpoint.server.eval.trace.LabelledRecording;
import io.holdpoint.server.eval.trace.RecordedStep;
import io.holdpoint.server.eval.trace.TraceFiles;
import io.holdpoint.server.eval.trace.Truth;
import io.holdpoint.server.eval.trace.Truth.Whose;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Sessions as JSON, step by step, for the page. */
final class CaseReport {

  private static final int LONGEST_TEXT = 1_500;

  private final JsonMapper json;

  CaseReport(JsonMapper json) {
    this.json = json;
  }

  /** Adds {@code recordings}, each once, and {@code cases}, which name them. */
  void add(ObjectNode data, List<Case> cases, TraceFiles files) throws IOException {
    Set<String> shown =
        cases.stream().map(one -> one.session().replay().key()).collect(Collectors.toSet());
    ObjectNode recordings = data.putObject("recordings");
    for (Path file : files.files()) {
      for (LabelledRecording session : TraceFiles.read(file)) {
        if (shown.contains(session.recording().key())) {
          ArrayNode steps = recordings.putArray(session.recording().key());
          session.recording().steps().forEach(step -> steps.add(step(step)));
        }
      }
    }
    ArrayNode list = data.putArray("cases");
    cases.forEach(one -> list.add(oneCase(one)));
  }

  private ObjectNode oneCase(Case one) {
    Scored session = one.session();
    Truth truth = session.truth();
    ObjectNode node = json.createObjectNode();
    node.put("mode", one.mode().word()).put("kind", one.kind().word());
    node.put("recording", session.replay().key()).put("session", truth.session());
    node.put("dataset", truth.dataset()).put("suite", truth.suite());
    node.put("task", truth.task()).put("agent", truth.agent()).put("attack", truth.attack());
    node.put("label", truth.label().name().toLowerCase(Locale.ROOT));
    truth.harm().ifPresent(step -> node.put("harm", step));
    ObjectNode calls = node.putObject("calls");
    for (ReplayedCall call : session.replay().calls()) {
      call(calls.putObject(String.valueOf(call.step())), call, truth);
    }
    return node;
  }

  private static void call(ObjectNode node, ReplayedCall call, Truth truth) {
    node.put("stop", call.stop().word()).put("effect", call.effectful());
    Whose whose = truth.steps().get(call.step());
    if (whose != null) {
      node.put("whose", whose.name().toLowerCase(Locale.ROOT));
    }
    ArrayNode why = node.putArray("why");
    call.why().forEach(why::add);
    ArrayNode rules = node.putArray("rules");
    Stream.concat(call.atAttempt().stream(), call.atResult().stream())
        .forEach(firing -> rule(rules.addObject(), firing));
  }

  private static void rule(ObjectNode node, Firing firing) {
    node.put("rule", firing.rule()).put("action", firing.action().word());
    node.put("score", firing.score()).put("text", firing.text());
    ArrayNode chain = node.putArray("chain");
    firing.chain().forEach(chain::add);
  }

  private JsonNode step(RecordedStep step) {
    ObjectNode node = json.createObjectNode().put("step", step.step());
    return switch (step) {
      case RecordedStep.UserSaid said -> node.put("kind", "user").put("text", cut(said.text()));
      case RecordedStep.ModelSaid said -> node.put("kind", "model").put("text", cut(said.text()));
      case RecordedStep.HandedOff off ->
          node.put("kind", "hand-off").put("tool", off.to()).put("text", cut(off.text()));
      case RecordedStep.Called called ->
          node.put("kind", "call")
              .put("tool", called.upstream() + "/" + called.tool())
              .put("text", cut(called.arguments()));
      case RecordedStep.Returned returned ->
          node.put("kind", "result")
              .put("call", returned.call())
              .put("text", cut(text(returned.result())));
    };
  }

  private String text(String result) {
    return json.readTree(result).path("content").path(0).path("text").asString("");
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT
        ? text
        : text.substring(0, LONGEST_TEXT) + " \u2026 (" + text.length() + " characters)";
  }
}
