// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.wire;

import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.audit.Checkpoint;
import io.holdpoint.model.audit.RecordClass;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the journal says of itself and of who used it. */
final class AuditCodec {

  private static final Words<RecordClass> CLASS = new Words<>(RecordClass.class);

  private AuditCodec() {}

  static void write(WireBuffer out, AuditEvent event) {
    out.writeStartObject();
    switch (event) {
      case AuditEvent.Acted e -> {
        begin(out, "acted");
        person(out, e.operator(), e.action(), e.target());
        out.writeNumberProperty("status", e.status());
      }
      case AuditEvent.Viewed e -> {
        begin(out, "viewed");
        person(out, e.operator(), e.view(), e.target());
      }
      case AuditEvent.Signed e -> {
        begin(out, "signed");
        writeCheckpoint(out, e.checkpoint());
      }
      case AuditEvent.Expired e -> {
        begin(out, "expired");
        out.writeNumberProperty("segment", e.segment());
        out.writeNumberProperty("removed", e.removed());
        out.writeStringProperty("digest", e.digest());
        writeKept(out, e.kept());
      }
      case AuditEvent.HoldPlaced e -> {
        begin(out, "hold-placed");
        person(out, e.operator(), e.hold(), e.scope());
        out.writeStringProperty("reason", e.reason());
      }
      case AuditEvent.HoldLifted e -> {
        begin(out, "hold-lifted");
        out.writeStringProperty("operator", e.operator());
        out.writeStringProperty("what", e.hold());
        out.writeStringProperty("reason", e.reason());
      }
      case AuditEvent.Erased e -> {
        begin(out, "erased");
        out.writeStringProperty("operator", e.operator());
        out.writeStringProperty("target", e.session());
        out.writeStringProperty("reason", e.reason());
      }
      case AuditEvent.RuleSaved e -> {
        begin(out, "rule-saved");
        person(out, e.operator(), e.digest(), e.rule());
        out.writeStringProperty("reason", e.reason());
      }
    }
    Words.instant(out, "at", event.at());
    out.writeEndObject();
    out.writeEndObject();
  }

  static AuditEvent read(WireReader in) {
    return in.<AuditEvent>oneOf(
        "audit event",
        name ->
            switch (name) {
              case "acted" -> {
                Members m = new Members(in);
                yield new AuditEvent.Acted(
                    m.operator(), m.what(), m.target(), (int) m.number(m.status), m.at());
              }
              case "viewed" -> {
                Members m = new Members(in);
                yield new AuditEvent.Viewed(m.operator(), m.what(), m.target(), m.at());
              }
              case "signed" -> new AuditEvent.Signed(new Members(in).checkpoint());
              case "expired" -> new Members(in).expired();
              case "hold-placed" -> {
                Members m = new Members(in);
                yield new AuditEvent.HoldPlaced(
                    m.what(), m.target(), m.operator(), m.reason(), m.at());
              }
              case "hold-lifted" -> {
                Members m = new Members(in);
                yield new AuditEvent.HoldLifted(m.what(), m.operator(), m.reason(), m.at());
              }
              case "erased" -> {
                Members m = new Members(in);
                yield new AuditEvent.Erased(m.target(), m.operator(), m.reason(), m.at());
              }
              case "rule-saved" -> {
                Members m = new Members(in);
                yield new AuditEvent.RuleSaved(
                    m.target(), m.what(), m.operator(), m.reason(), m.at());
              }
              default -> null;
            });
  }

  private static void begin(WireBuffer out, String name) {
    out.writeName(name);
    out.writeStartObject();
  }

  private static void person(WireBuffer out, String operator, String what, String target) {
    out.writeStringProperty("operator", operator);
    out.writeStringProperty("what", what);
    out.writeStringProperty("target", target);
  }

  private static void writeCheckpoint(WireBuffer out, Checkpoint checkpoint) {
    out.writeStringProperty("journal", checkpoint.journal());
    out.writeNumberProperty("sequence", checkpoint.sequence());
    out.writeNumberProperty("records", checkpoint.records());
    out.writeStringProperty("head", checkpoint.head());
    out.writeStringProperty("key", checkpoint.key());
    out.writeStringProperty("signature", checkpoint.signature());
  }

  private static void writeKept(WireBuffer out, Map<RecordClass, Duration> kept) {
    out.writeName("kept");
    out.writeStartArray();
    new TreeMap<>(kept)
        .forEach(
            (recordClass, time) -> {
              out.writeStartObject();
              CLASS.write(out, "class", recordClass);
              Words.duration(out, "for", time);
              out.writeEndObject();
            });
    out.writeEndArray();
  }

  private record Kept(RecordClass recordClass, Duration time) {}

  private static Kept readKept(WireReader in) {
    RecordClass recordClass = null;
    Duration time = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "class" -> recordClass = CLASS.read(in);
        case "for" -> time = in.duration();
        default -> in.skip();
      }
    }
    return new Kept(in.required(recordClass, "class"), in.required(time, "for"));
  }

  /** The members of any event, as far as it has them. */
  private static final class Members {
    private final WireReader in;
    private @Nullable String operator;
    private @Nullable String what;
    private @Nullable String target;
    private @Nullable String reason;
    private @Nullable String journal;
    private @Nullable String head;
    private @Nullable String key;
    private @Nullable String signature;
    private @Nullable String digest;
    private @Nullable Long status;
    private @Nullable Long sequence;
    private @Nullable Long records;
    private @Nullable Long segment;
    private @Nullable Long removed;
    private @Nullable List<Kept> kept;
    private @Nullable Instant at;

    Members(WireReader in) {
      this.in = in;
      in.enter();
      for (String name = in.next(); name != null; name = in.next()) {
        switch (name) {
          case "operator" -> operator = in.text();
          case "what" -> what = in.text();
          case "target" -> target = in.text();
          case "reason" -> reason = in.text();
          case "journal" -> journal = in.text();
          case "head" -> head = in.text();
          case "key" -> key = in.text();
          case "signature" -> signature = in.text();
          case "digest" -> digest = in.text();
          case "status" -> status = in.number();
          case "sequence" -> sequence = in.number();
          case "records" -> records = in.number();
          case "segment" -> segment = in.number();
          case "removed" -> removed = in.number();
          case "kept" -> kept = in.list(AuditCodec::readKept);
          case "at" -> at = in.instant();
          default -> in.skip();
        }
      }
    }

    String operator() {
      return in.required(operator, "operator");
    }

    String what() {
      return in.required(what, "what");
    }

    String target() {
      return in.required(target, "target");
    }

    String reason() {
      return in.required(reason, "reason");
    }

    Instant at() {
      return in.required(at, "at");
    }

    long number(@Nullable Long value) {
      return in.required(value, "status");
    }

    Checkpoint checkpoint() {
      return new Checkpoint(
          in.required(journal, "journal"),
          in.required(sequence, "sequence"),
          in.required(records, "records"),
          in.required(head, "head"),
          at(),
          in.required(key, "key"),
          in.required(signature, "signature"));
    }

    AuditEvent.Expired expired() {
      Map<RecordClass, Duration> times = new EnumMap<>(RecordClass.class);
      in.required(kept, "kept").forEach(entry -> times.put(entry.recordClass(), entry.time()));
      return new AuditEvent.Expired(
          in.required(segment, "segment"),
          in.required(removed, "removed"),
          in.required(digest, "digest"),
          times,
          at());
    }
  }
}
