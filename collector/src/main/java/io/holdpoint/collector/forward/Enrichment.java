// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.forward;

import com.google.protobuf.ByteString;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.telemetry.Attributes;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Puts what is known of a framework's step to its span, under the names a gateway uses. */
final class Enrichment {

  /** As telemetry's own steps are named: no gateway's name begins so. */
  private static final String OF_TELEMETRY = "otlp:";

  private final JoinedVerdicts verdicts;

  Enrichment(JoinedVerdicts verdicts) {
    this.verdicts = verdicts;
  }

  /** What is known of a span of this sender; nothing of one without valid ids. */
  Optional<JoinedVerdicts.Verdict> of(String source, Span span) {
    return span.getTraceId().size() == 16 && span.getSpanId().size() == 8
        ? verdicts.of(
            new StepId(OF_TELEMETRY + source, hex(span.getTraceId()), hex(span.getSpanId())))
        : Optional.empty();
  }

  /** The span without what only a gateway may say. */
  static Span withoutOurs(Span span) {
    boolean none =
        span.getAttributesList().stream().noneMatch(Enrichment::isOurs)
            && span.getEventsList().stream().noneMatch(Enrichment::isOurs);
    if (none) {
      return span;
    }
    return span.toBuilder()
        .clearAttributes()
        .addAllAttributes(withoutOurs(span.getAttributesList()))
        .clearEvents()
        .addAllEvents(span.getEventsList().stream().filter(e -> !isOurs(e)).toList())
        .build();
  }

  static List<KeyValue> withoutOurs(List<KeyValue> attributes) {
    return attributes.stream().filter(attribute -> !isOurs(attribute)).toList();
  }

  private static boolean isOurs(KeyValue attribute) {
    return attribute.getKey().startsWith(Attributes.PREFIX);
  }

  private static boolean isOurs(Span.Event event) {
    return event.getName().startsWith(Attributes.PREFIX)
        || event.getAttributesList().stream().anyMatch(Enrichment::isOurs);
  }

  /** The span with it. */
  static Span put(Span span, JoinedVerdicts.Verdict known) {
    Span.Builder enriched = span.toBuilder();
    StepId gateway = known.gateway();
    if (gateway != null) {
      enriched
          .addAttributes(text(Attributes.VERDICT, known.verdict()))
          .addAttributes(text(Attributes.SESSION, known.session()))
          .addAttributes(text(Attributes.SOURCE, gateway.source()));
    }
    for (Reason reason : known.reasons()) {
      Span.Event.Builder event =
          enriched
              .addEventsBuilder()
              .setName(Attributes.EVENT_REASON)
              .setTimeUnixNano(span.getEndTimeUnixNano())
              .addAttributes(text(Attributes.REASON_CODE, reason.code()))
              .addAttributes(text(Attributes.REASON_TEXT, reason.text()));
      RuleRef rule = reason.rule();
      if (rule != null) {
        event
            .addAttributes(text(Attributes.RULE_ID, rule.id()))
            .addAttributes(number(Attributes.RULE_VERSION, rule.version()));
      }
    }
    return enriched.build();
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static KeyValue number(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }
}
