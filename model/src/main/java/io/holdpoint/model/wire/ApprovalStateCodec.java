// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.wire;

import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.StepId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Held calls with what became of them. */
final class ApprovalStateCodec {

  private ApprovalStateCodec() {}

  static void write(WireBuffer out, Approval approval) {
    out.writeStartObject();
    out.writeStringProperty("ref", approval.ref());
    out.writeName("request");
    ApprovalCodec.writeRequest(out, approval.request());
    ToolCodec.LABEL.write(out, "labels", approval.labels());
    Words.instant(out, "at", approval.askedAt());
    Words.instant(out, "expiresAt", approval.expiresAt());
    out.writeName("state");
    writeState(out, approval.state());
    out.writeEndObject();
  }

  static Approval read(WireReader in) {
    String ref = null;
    ApprovalRequest request = null;
    Set<DataLabel> labels = null;
    Instant at = null;
    Instant expiresAt = null;
    ApprovalState state = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "ref" -> ref = in.text();
        case "request" -> request = ApprovalCodec.readRequest(in);
        case "labels" -> labels = ToolCodec.LABEL.readSet(in);
        case "at" -> at = in.instant();
        case "expiresAt" -> expiresAt = in.instant();
        case "state" -> state = readState(in);
        default -> in.skip();
      }
    }
    return new Approval(
        in.required(ref, "ref"),
        in.required(request, "request"),
        in.required(labels, "labels"),
        in.required(at, "at"),
        in.required(expiresAt, "expiresAt"),
        in.required(state, "state"),
        1,
        List.of());
  }

  private static void writeState(WireBuffer out, ApprovalState state) {
    out.writeStartObject();
    out.writeName(state.word());
    out.writeStartObject();
    switch (state) {
      case ApprovalState.Pending pending -> {}
      case ApprovalState.Granted granted -> {
        writeSaid(out, granted.said());
        Words.instant(out, "at", granted.until());
      }
      case ApprovalState.Used used -> {
        writeSaid(out, used.said());
        out.writeStringProperty("step", used.step().toString());
        Words.instant(out, "at", used.at());
      }
      case ApprovalState.Denied denied -> writeSaid(out, denied.said());
      case ApprovalState.Closed closed -> {
        out.writeStringProperty("why", closed.why());
        Words.instant(out, "at", closed.at());
      }
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void writeSaid(WireBuffer out, ApprovalWord said) {
    out.writeName("said");
    ApprovalCodec.writeWord(out, said);
  }

  private static ApprovalState readState(WireReader in) {
    return in.<ApprovalState>oneOf(
        "state",
        name ->
            switch (name) {
              case "pending", "approved", "used", "denied", "closed" -> readState(in, name);
              default -> null;
            });
  }

  private static ApprovalState readState(WireReader in, String kind) {
    ApprovalWord said = null;
    StepId step = null;
    String why = null;
    Instant at = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "said" -> said = ApprovalCodec.readWord(in);
        case "step" -> step = StepId.parse(in.text());
        case "why" -> why = in.text();
        case "at" -> at = in.instant();
        default -> in.skip();
      }
    }
    return switch (kind) {
      case "pending" -> new ApprovalState.Pending();
      case "approved" ->
          new ApprovalState.Granted(in.required(said, "said"), in.required(at, "at"), 0);
      case "used" ->
          new ApprovalState.Used(
              in.required(said, "said"), in.required(step, "step"), in.required(at, "at"));
      case "denied" -> new ApprovalState.Denied(denial(in.required(said, "said")));
      default -> new ApprovalState.Closed(in.required(why, "why"), in.required(at, "at"));
    };
  }

  private static ApprovalWord.Deny denial(ApprovalWord said) {
    return switch (said) {
      case ApprovalWord.Deny deny -> deny;
      case ApprovalWord.Once once -> throw noDenial(once);
      case ApprovalWord.ForSession session -> throw noDenial(session);
    };
  }

  private static WireFormatException noDenial(ApprovalWord said) {
    return new WireFormatException("approval: got \"" + said.word() + "\" (expected: \"deny\")");
  }
}
