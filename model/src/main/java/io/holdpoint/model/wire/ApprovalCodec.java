// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.wire;

import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalTerms;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Held calls before people, and what people said. */
final class ApprovalCodec {

  private ApprovalCodec() {}

  static void writeAsked(WireBuffer out, JournalRecord.ApprovalAsked asked) {
    out.writeName("approval-asked");
    out.writeStartObject();
    out.writeStringProperty("ref", asked.ref());
    out.writeName("request");
    writeRequest(out, asked.request());
    ToolCodec.LABEL.write(out, "labels", asked.labels());
    Words.instant(out, "at", asked.at());
    Words.instant(out, "expiresAt", asked.expiresAt());
    out.writeEndObject();
  }

  static JournalRecord.ApprovalAsked readAsked(WireReader in) {
    String ref = null;
    ApprovalRequest request = null;
    Set<DataLabel> labels = null;
    Instant at = null;
    Instant expiresAt = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "ref" -> ref = in.text();
        case "request" -> request = readRequest(in);
        case "labels" -> labels = ToolCodec.LABEL.readSet(in);
        case "at" -> at = in.instant();
        case "expiresAt" -> expiresAt = in.instant();
        default -> in.skip();
      }
    }
    return new JournalRecord.ApprovalAsked(
        in.required(ref, "ref"),
        in.required(request, "request"),
        in.required(labels, "labels"),
        in.required(at, "at"),
        in.required(expiresAt, "expiresAt"));
  }

  static void writeDecided(WireBuffer out, JournalRecord.ApprovalDecided decided) {
    out.writeName("approval-decided");
    out.writeStartObject();
    out.writeStringProperty("ref", decided.ref());
    out.writeName("word");
    writeWord(out, decided.word());
    out.writeEndObject();
  }

  static JournalRecord.ApprovalDecided readDecided(WireReader in) {
    String ref = null;
    ApprovalWord word = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "ref" -> ref = in.text();
        case "word" -> word = readWord(in);
        default -> in.skip();
      }
    }
    return new JournalRecord.ApprovalDecided(in.required(ref, "ref"), in.required(word, "word"));
  }

  static void writeRedeemed(WireBuffer out, JournalRecord.ApprovalRedeemed redeemed) {
    out.writeName("approval-redeemed");
    out.writeStartObject();
    out.writeStringProperty("ref", redeemed.ref());
    out.writeStringProperty("step", redeemed.step().toString());
    Words.instant(out, "at", redeemed.at());
    out.writeEndObject();
  }

  static JournalRecord.ApprovalRedeemed readRedeemed(WireReader in) {
    String ref = null;
    StepId step = null;
    Instant at = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "ref" -> ref = in.text();
        case "step" -> step = StepId.parse(in.text());
        case "at" -> at = in.instant();
        default -> in.skip();
      }
    }
    return new JournalRecord.ApprovalRedeemed(
        in.required(ref, "ref"), in.required(step, "step"), in.required(at, "at"));
  }

  static void writeExpired(WireBuffer out, JournalRecord.ApprovalExpired expired) {
    out.writeName("approval-expired");
    out.writeStartObject();
    out.writeStringProperty("ref", expired.ref());
    out.writeStringProperty("why", expired.why());
    Words.instant(out, "at", expired.at());
    out.writeEndObject();
  }

  static JournalRecord.ApprovalExpired readExpired(WireReader in) {
    String ref = null;
    String why = null;
    Instant at = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "ref" -> ref = in.text();
        case "why" -> why = in.text();
        case "at" -> at = in.instant();
        default -> in.skip();
      }
    }
    return new JournalRecord.ApprovalExpired(
        in.required(ref, "ref"), in.required(why, "why"), in.required(at, "at"));
  }

  private static void writeRequest(WireBuffer out, ApprovalRequest request) {
    out.writeStartObject();
    out.writeName("attempt");
    StepCodec.writeAttempted(out, request.attempt());
    out.writeStringProperty("owner", request.owner());
    out.writeName("binding");
    out.writeStartArray();
    request.bindingInOrder().forEach(out::writeString);
    out.writeEndArray();
    out.writeStringProperty("bound", request.bound().value());
    out.writeStringProperty("destination", request.destination().value());
    out.writeName("reasons");
    out.writeStartArray();
    request.reasons().forEach(reason -> DecisionCodec.writeReason(out, reason));
    out.writeEndArray();
    Words.duration(out, "limit", request.limit());
    out.writeStringProperty("envelope", request.envelope());
    out.writeName("approvers");
    out.writeStartArray();
    request.approvers().stream().sorted().forEach(out::writeString);
    out.writeEndArray();
    TermsCodec.write(out, request.terms());
    if (!request.change().equals(Digest.NONE)) {
      out.writeStringProperty("change", request.change().value());
    }
    out.writeEndObject();
  }

  private static ApprovalRequest readRequest(WireReader in) {
    Step.Attempted attempt = null;
    String owner = null;
    List<String> binding = null;
    Digest bound = null;
    Digest destination = null;
    List<Reason> reasons = null;
    Duration limit = null;
    String envelope = null;
    List<String> approvers = List.of();
    ApprovalTerms terms = ApprovalTerms.ANYBODY;
    Digest change = Digest.NONE;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "attempt" -> attempt = StepCodec.readAttempted(in);
        case "owner" -> owner = in.text();
        case "binding" -> binding = in.list(WireReader::text);
        case "bound" -> bound = new Digest(in.text());
        case "destination" -> destination = new Digest(in.text());
        case "reasons" -> reasons = in.list(DecisionCodec::readReason);
        case "limit" -> limit = in.duration();
        case "envelope" -> envelope = in.text();
        case "approvers" -> approvers = in.list(WireReader::text);
        case "terms" -> terms = TermsCodec.read(in);
        case "change" -> change = new Digest(in.text());
        default -> in.skip();
      }
    }
    return new ApprovalRequest(
        in.required(attempt, "attempt"),
        in.required(owner, "owner"),
        Set.copyOf(in.required(binding, "binding")),
        in.required(bound, "bound"),
        in.required(destination, "destination"),
        in.required(reasons, "reasons"),
        in.required(limit, "limit"),
        in.required(envelope, "envelope"),
        TermsCodec.with(terms, approvers),
        change);
  }

  private static void writeWord(WireBuffer out, ApprovalWord word) {
    out.writeStartObject();
    out.writeName(word.word());
    out.writeStartObject();
    out.writeStringProperty("by", word.spoken().by());
    out.writeStringProperty("reason", word.spoken().reason());
    Words.instant(out, "at", word.spoken().at());
    writeGroups(out, word.spoken().groups());
    switch (word) {
      case ApprovalWord.Once once -> {
        Words.instant(out, "until", once.until());
        writeEdit(out, once.edit());
      }
      case ApprovalWord.ForSession session -> Words.instant(out, "until", session.until());
      case ApprovalWord.Deny deny -> {}
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  private static ApprovalWord readWord(WireReader in) {
    return in.<ApprovalWord>oneOf(
        "word",
        name ->
            switch (name) {
              case "once", "session", "deny" -> readWord(in, name);
              default -> null;
            });
  }

  private static ApprovalWord readWord(WireReader in, String kind) {
    String by = null;
    String reason = null;
    Instant at = null;
    Instant until = null;
    List<String> groups = List.of();
    ApprovalWord.Edit edit = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "by" -> by = in.text();
        case "reason" -> reason = in.text();
        case "at" -> at = in.instant();
        case "until" -> until = in.instant();
        case "groups" -> groups = in.list(WireReader::text);
        case "edit" -> edit = readEdit(in);
        default -> in.skip();
      }
    }
    ApprovalWord.Spoken spoken =
        new ApprovalWord.Spoken(
            in.required(by, "by"),
            in.required(reason, "reason"),
            in.required(at, "at"),
            Set.copyOf(groups));
    return switch (kind) {
      case "once" -> new ApprovalWord.Once(spoken, in.required(until, "until"), edit);
      case "session" -> new ApprovalWord.ForSession(spoken, in.required(until, "until"));
      default -> new ApprovalWord.Deny(spoken);
    };
  }

  private static void writeGroups(WireBuffer out, Set<String> groups) {
    if (!groups.isEmpty()) {
      out.writeName("groups");
      out.writeStartArray();
      groups.stream().sorted().forEach(out::writeString);
      out.writeEndArray();
    }
  }

  private static void writeEdit(WireBuffer out, ApprovalWord.@Nullable Edit edit) {
    if (edit != null) {
      out.writeName("edit");
      out.writeStartObject();
      out.writeStringProperty("change", edit.change());
      out.writeName("shown");
      ToolCodec.writePayload(out, edit.shown());
      out.writeEndObject();
    }
  }

  private static ApprovalWord.Edit readEdit(WireReader in) {
    String change = null;
    Payload shown = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "change" -> change = in.text();
        case "shown" -> shown = ToolCodec.readPayload(in);
        default -> in.skip();
      }
    }
    return new ApprovalWord.Edit(in.required(change, "change"), in.required(shown, "shown"));
  }
}
