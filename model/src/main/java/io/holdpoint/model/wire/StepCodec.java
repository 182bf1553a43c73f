// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.wire;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Mismatch;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import java.time.Instant;
import java.util.Set;

/** One thing an agent did, in the phase in which it was seen. */
final class StepCodec {

  private static final Words<StepKind> KIND = new Words<>(StepKind.class);
  private static final Words<Mismatch> MISMATCH = new Words<>(Mismatch.class);

  private StepCodec() {}

  static void write(WireBuffer out, Step step) {
    out.writeStartObject();
    switch (step) {
      case Step.Attempted s -> {
        out.writeName("attempted");
        writeAttempted(out, s);
      }
      case Step.Completed s -> {
        out.writeName("completed");
        writeCompleted(out, s);
      }
      case Step.Observed s -> {
        out.writeName("observed");
        writeObserved(out, s);
      }
    }
    out.writeEndObject();
  }

  static Step read(WireReader in) {
    return in.<Step>oneOf(
        "step",
        name ->
            switch (name) {
              case "attempted" -> readAttempted(in);
              case "completed" -> readCompleted(in);
              case "observed" -> readObserved(in);
              default -> null;
            });
  }

  static void writeAttempted(WireBuffer out, Step.Attempted step) {
    out.writeStartObject();
    out.writeName("id");
    out.writeStepId(step.id());
    out.writeName("session");
    Session session = step.session();
    out.writeRemembered(session, session.id().hashCode(), SessionCodec::write);
    KIND.write(out, "kind", step.kind());
    out.writeName("tool");
    ToolRef tool = step.tool();
    out.writeRemembered(tool, tool.name().hashCode(), ToolCodec::write);
    out.writeName("arguments");
    ToolCodec.writePayload(out, step.arguments());
    Words.instant(out, "at", step.at());
    out.writeEndObject();
  }

  static Step.Attempted readAttempted(WireReader in) {
    StepId id = null;
    Session session = null;
    StepKind kind = null;
    ToolRef tool = null;
    Payload arguments = null;
    Instant at = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "id" -> id = StepId.parse(in.text());
        case "session" -> session = SessionCodec.read(in);
        case "kind" -> kind = KIND.read(in);
        case "tool" -> tool = ToolCodec.read(in);
        case "arguments" -> arguments = ToolCodec.readPayload(in);
        case "at" -> at = in.instant();
        default -> in.skip();
      }
    }
    return new Step.Attempted(
        in.required(id, "id"),
        in.required(session, "session"),
        in.required(kind, "kind"),
        in.required(tool, "tool"),
        in.required(arguments, "arguments"),
        in.required(at, "at"));
  }

  static void writeCompleted(WireBuffer out, Step.Completed step) {
    out.writeStartObject();
    out.writeName("id");
    out.writeStepId(step.id());
    out.writeStringProperty("session", step.session().value());
    out.writeName("outcome");
    OutcomeCodec.write(out, step.outcome());
    out.writeName("result");
    ToolCodec.writePayload(out, step.result());
    ToolCodec.LABEL.write(out, "labels", step.labels());
    Words.instant(out, "at", step.at());
    out.writeEndObject();
  }

  static Step.Completed readCompleted(WireReader in) {
    StepId id = null;
    SessionId session = null;
    Outcome outcome = null;
    Payload result = null;
    Set<DataLabel> labels = null;
    Instant at = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "id" -> id = StepId.parse(in.text());
        case "session" -> session = new SessionId(in.text());
        case "outcome" -> outcome = OutcomeCodec.read(in);
        case "result" -> result = ToolCodec.readPayload(in);
        case "labels" -> labels = ToolCodec.LABEL.readSet(in);
        case "at" -> at = in.instant();
        default -> in.skip();
      }
    }
    return new Step.Completed(
        in.required(id, "id"),
        in.required(session, "session"),
        in.required(outcome, "outcome"),
        in.required(result, "result"),
        in.required(labels, "labels"),
        in.required(at, "at"));
  }

  private static void writeObserved(WireBuffer out, Step.Observed step) {
    out.writeStartObject();
    out.writeName("id");
    out.writeStepId(step.id());
    out.writeStringProperty("session", step.session().value());
    KIND.write(out, "kind", step.kind());
    out.writeStringProperty("name", step.name());
    SessionCodec.GRADE.write(out, "grade", step.grade());
    Words.instant(out, "at", step.at());
    Mismatch mismatch = step.mismatch();
    if (mismatch != null) {
      MISMATCH.write(out, "mismatch", mismatch);
    }
    out.writeEndObject();
  }

  private static Step.Observed readObserved(WireReader in) {
    StepId id = null;
    SessionId session = null;
    StepKind kind = null;
    String told = null;
    EvidenceGrade grade = null;
    Instant at = null;
    Mismatch mismatch = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "id" -> id = StepId.parse(in.text());
        case "session" -> session = new SessionId(in.text());
        case "kind" -> kind = KIND.read(in);
        case "name" -> told = in.text();
        case "grade" -> grade = SessionCodec.GRADE.read(in);
        case "at" -> at = in.instant();
        case "mismatch" -> mismatch = MISMATCH.read(in);
        default -> in.skip();
      }
    }
    return new Step.Observed(
        in.required(id, "id"),
        in.required(session, "session"),
        in.required(kind, "kind"),
        in.required(told, "name"),
        in.required(grade, "grade"),
        in.required(at, "at"),
        mismatch);
  }
}
