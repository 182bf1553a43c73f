// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.wire;

import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.DetectionKind;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Severity;
import java.time.Instant;
import java.util.List;

/** What the monitor makes of a step. */
final class AssessmentCodec {

  private static final Words<DetectionKind> KIND = new Words<>(DetectionKind.class);
  private static final Words<Severity> SEVERITY = new Words<>(Severity.class);
  private static final Words<Action> ACTION = new Words<>(Action.class);
  private static final Words<Mode> MODE = new Words<>(Mode.class);

  private AssessmentCodec() {}

  static void write(WireBuffer out, Assessment assessment) {
    out.writeStartObject();
    out.writeName("decision");
    DecisionCodec.write(out, assessment.decision());
    out.writeName("detections");
    out.writeStartArray();
    for (Detection detection : assessment.detections()) {
      writeDetection(out, detection);
    }
    out.writeEndArray();
    out.writeName("signals");
    out.writeStartArray();
    for (Signal signal : assessment.signals()) {
      SignalCodec.write(out, signal);
    }
    out.writeEndArray();
    out.writeNumberProperty("risk", assessment.risk());
    out.writeEndObject();
  }

  static Assessment read(WireReader in) {
    Decision decision = null;
    List<Detection> detections = null;
    List<Signal> signals = null;
    Integer risk = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "decision" -> decision = DecisionCodec.read(in);
        case "detections" -> detections = in.list(AssessmentCodec::readDetection);
        case "signals" -> signals = in.list(SignalCodec::read);
        case "risk" -> risk = in.integer();
        default -> in.skip();
      }
    }
    return new Assessment(
        in.required(decision, "decision"),
        in.required(detections, "detections"),
        in.required(signals, "signals"),
        in.required(risk, "risk"));
  }

  private static void writeDetection(WireBuffer out, Detection detection) {
    out.writeStartObject();
    out.writeStringProperty("id", detection.id());
    out.writeName("rule");
    DecisionCodec.writeRule(out, detection.rule());
    KIND.write(out, "kind", detection.kind());
    SEVERITY.write(out, "severity", detection.severity());
    out.writeStringProperty("session", detection.session().value());
    DecisionCodec.writeSteps(out, "chain", detection.chain());
    out.writeNumberProperty("score", detection.score());
    ACTION.write(out, "action", detection.action());
    MODE.write(out, "mode", detection.mode());
    out.writeStringProperty("text", detection.text());
    Words.instant(out, "at", detection.at());
    out.writeEndObject();
  }

  private static Detection readDetection(WireReader in) {
    String id = null;
    RuleRef rule = null;
    DetectionKind kind = null;
    Severity severity = null;
    SessionId session = null;
    List<StepId> chain = null;
    Integer score = null;
    Action action = null;
    Mode mode = null;
    String text = null;
    Instant at = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "id" -> id = in.text();
        case "rule" -> rule = DecisionCodec.readRule(in);
        case "kind" -> kind = KIND.read(in);
        case "severity" -> severity = SEVERITY.read(in);
        case "session" -> session = new SessionId(in.text());
        case "chain" -> chain = DecisionCodec.readSteps(in);
        case "score" -> score = in.integer();
        case "action" -> action = ACTION.read(in);
        case "mode" -> mode = MODE.read(in);
        case "text" -> text = in.text();
        case "at" -> at = in.instant();
        default -> in.skip();
      }
    }
    return new Detection(
        in.required(id, "id"),
        in.required(rule, "rule"),
        in.required(kind, "kind"),
        in.required(severity, "severity"),
        in.required(session, "session"),
        in.required(chain, "chain"),
        in.required(score, "score"),
        in.required(action, "action"),
        in.required(mode, "mode"),
        in.required(text, "text"),
        in.required(at, "at"));
  }
}
