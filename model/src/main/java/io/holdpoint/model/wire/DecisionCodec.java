// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.wire;

import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Verdict;
import java.time.Instant;
import java.util.List;

/** A combined verdict with everything the judges said. */
final class DecisionCodec {

  private DecisionCodec() {}

  static void write(WireBuffer out, Decision decision) {
    out.writeStartObject();
    out.writeName("verdict");
    VerdictCodec.write(out, decision.verdict());
    out.writeName("contributions");
    out.writeStartArray();
    for (Contribution contribution : decision.contributions()) {
      writeContribution(out, contribution);
    }
    out.writeEndArray();
    Words.instant(out, "at", decision.at());
    out.writeEndObject();
  }

  static Decision read(WireReader in) {
    Verdict verdict = null;
    List<Contribution> contributions = null;
    Instant at = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "verdict" -> verdict = VerdictCodec.read(in);
        case "contributions" -> contributions = in.list(DecisionCodec::readContribution);
        case "at" -> at = in.instant();
        default -> in.skip();
      }
    }
    return new Decision(
        in.required(verdict, "verdict"),
        in.required(contributions, "contributions"),
        in.required(at, "at"));
  }

  private static void writeContribution(WireBuffer out, Contribution contribution) {
    out.writeStartObject();
    out.writeStringProperty("judge", contribution.judge());
    out.writeName("verdict");
    VerdictCodec.write(out, contribution.verdict());
    out.writeName("reason");
    writeReason(out, contribution.reason());
    out.writeEndObject();
  }

  private static Contribution readContribution(WireReader in) {
    String judge = null;
    Verdict verdict = null;
    Reason reason = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "judge" -> judge = in.text();
        case "verdict" -> verdict = VerdictCodec.read(in);
        case "reason" -> reason = readReason(in);
        default -> in.skip();
      }
    }
    return new Contribution(
        in.required(judge, "judge"),
        in.required(verdict, "verdict"),
        in.required(reason, "reason"));
  }

  static void writeReason(WireBuffer out, Reason reason) {
    out.writeStartObject();
    out.writeStringProperty("code", reason.code());
    RuleRef rule = reason.rule();
    if (rule != null) {
      out.writeName("rule");
      writeRule(out, rule);
    }
    out.writeStringProperty("text", reason.text());
    writeSteps(out, "evidence", reason.evidence());
    out.writeEndObject();
  }

  static Reason readReason(WireReader in) {
    String code = null;
    RuleRef rule = null;
    String text = null;
    List<StepId> evidence = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "code" -> code = in.text();
        case "rule" -> rule = readRule(in);
        case "text" -> text = in.text();
        case "evidence" -> evidence = readSteps(in);
        default -> in.skip();
      }
    }
    return new Reason(
        in.required(code, "code"),
        rule,
        in.required(text, "text"),
        in.required(evidence, "evidence"));
  }

  static void writeRule(WireBuffer out, RuleRef rule) {
    out.writeStartObject();
    out.writeStringProperty("id", rule.id());
    out.writeNumberProperty("version", rule.version());
    out.writeEndObject();
  }

  static RuleRef readRule(WireReader in) {
    String id = null;
    Integer version = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "id" -> id = in.text();
        case "version" -> version = in.integer();
        default -> in.skip();
      }
    }
    return new RuleRef(in.required(id, "id"), in.required(version, "version"));
  }

  static void writeSteps(WireBuffer out, String name, List<StepId> steps) {
    out.writeName(name);
    out.writeStartArray();
    for (StepId step : steps) {
      out.writeString(step.toString());
    }
    out.writeEndArray();
  }

  static List<StepId> readSteps(WireReader in) {
    return in.list(item -> StepId.parse(item.text()));
  }
}
