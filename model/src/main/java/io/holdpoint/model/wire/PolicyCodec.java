// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.wire;

import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.Bypass;
import io.holdpoint.model.step.StepId;
import java.time.Instant;

/** What the journal says of policies. */
final class PolicyCodec {

  private PolicyCodec() {}

  static void writeActivated(WireBuffer out, JournalRecord.PolicyActivated activated) {
    out.writeName("policy-activated");
    out.writeStartObject();
    out.writeNumberProperty("version", activated.version());
    out.writeStringProperty("digest", activated.digest());
    out.writeStringProperty("text", activated.text());
    Words.instant(out, "at", activated.at());
    out.writeEndObject();
  }

  static JournalRecord.PolicyActivated readActivated(WireReader in) {
    Integer version = null;
    String digest = null;
    String text = null;
    Instant at = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "version" -> version = in.integer();
        case "digest" -> digest = in.text();
        case "text" -> text = in.text();
        case "at" -> at = in.instant();
        default -> in.skip();
      }
    }
    return new JournalRecord.PolicyActivated(
        in.required(version, "version"),
        in.required(digest, "digest"),
        in.required(text, "text"),
        in.required(at, "at"));
  }

  static void writeCounted(WireBuffer out, JournalRecord.Counted counted) {
    out.writeName("counted");
    out.writeStartObject();
    out.writeName("step");
    out.writeStepId(counted.step());
    out.writeStringProperty("limit", counted.limit());
    out.writeStringProperty("of", counted.of());
    out.writeNumberProperty("amount", counted.amount());
    Words.instant(out, "since", counted.since());
    Words.instant(out, "until", counted.until());
    Words.instant(out, "at", counted.at());
    out.writeEndObject();
  }

  static JournalRecord.Counted readCounted(WireReader in) {
    StepId step = null;
    String limit = null;
    String of = null;
    Long amount = null;
    Instant since = null;
    Instant until = null;
    Instant at = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "step" -> step = StepId.parse(in.text());
        case "limit" -> limit = in.text();
        case "of" -> of = in.text();
        case "amount" -> amount = in.number();
        case "since" -> since = in.instant();
        case "until" -> until = in.instant();
        case "at" -> at = in.instant();
        default -> in.skip();
      }
    }
    return new JournalRecord.Counted(
        in.required(step, "step"),
        in.required(limit, "limit"),
        in.required(of, "of"),
        in.required(amount, "amount"),
        in.required(since, "since"),
        in.required(until, "until"),
        in.required(at, "at"));
  }

  static void writeBypassed(WireBuffer out, JournalRecord.Bypassed bypassed) {
    Bypass bypass = bypassed.bypass();
    out.writeName("bypassed");
    out.writeStartObject();
    Words.instant(out, "since", bypass.since());
    Words.instant(out, "until", bypass.until());
    out.writeStringProperty("by", bypass.by());
    out.writeStringProperty("reason", bypass.reason());
    out.writeEndObject();
  }

  static JournalRecord.Bypassed readBypassed(WireReader in) {
    Instant since = null;
    Instant until = null;
    String by = null;
    String reason = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "since" -> since = in.instant();
        case "until" -> until = in.instant();
        case "by" -> by = in.text();
        case "reason" -> reason = in.text();
        default -> in.skip();
      }
    }
    return new JournalRecord.Bypassed(
        new Bypass(
            in.required(since, "since"),
            in.required(until, "until"),
            in.required(by, "by"),
            in.required(reason, "reason")));
  }
}
