// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes spans the way OTLP 1.11 does, each once and in one pass. Numbers of fields are those of
 * {@code opentelemetry/proto/trace/v1/trace.proto}. What our spans never have (links, trace state,
 * attributes of other types than texts, whole numbers, flags and lists of texts) is not written.
 * For one thread.
 */
final class OtlpWriter {

  /** Our own keys are fewer; what goes beyond is encoded each time. */
  private static final int MOST_KEYS = 256;

  private static final int PARENT_IS_KNOWN = 0x100;
  private static final int PARENT_IS_REMOTE = 0x200;

  private final Map<AttributeKey<?>, Key> keys = new HashMap<>();
  private Key last = new Key(AttributeKey.stringKey("none"), new byte[0]);

  /** Writes a span as one of its scope's. */
  void span(ProtoBuffer out, SpanData span) {
    int begin = out.begin(2, ProtoBuffer.LONG);
    SpanContext context = span.getSpanContext();
    out.hex(1, context.getTraceId());
    out.hex(2, context.getSpanId());
    SpanContext parent = span.getParentSpanContext();
    if (parent.isValid()) {
      out.hex(4, parent.getSpanId());
    }
    out.text(5, span.getName());
    out.varint(6, kind(span.getKind()));
    out.fixed64(7, span.getStartEpochNanos());
    out.fixed64(8, span.getEndEpochNanos());
    attributes(out, 9, span.getAttributes());
    int dropped = span.getTotalAttributeCount() - span.getAttributes().size();
    if (dropped > 0) {
      out.varint(10, dropped);
    }
    List<EventData> events = span.getEvents();
    for (int i = 0; i < events.size(); i++) {
      event(out, events.get(i));
    }
    if (span.getTotalRecordedEvents() > events.size()) {
      out.varint(12, span.getTotalRecordedEvents() - events.size());
    }
    status(out, span);
    out.fixed32(
        16,
        context.getTraceFlags().asByte()
            | PARENT_IS_KNOWN
            | (parent.isRemote() ? PARENT_IS_REMOTE : 0));
    out.end(begin, ProtoBuffer.LONG);
  }

  /** A whole export request around spans of one scope. */
  static byte[] request(Resource resource, String scope, ProtoBuffer spans) {
    OtlpWriter writer = new OtlpWriter();
    ProtoBuffer its = new ProtoBuffer(256);
    int begin = its.begin(1, ProtoBuffer.LONG);
    writer.attributes(its, 1, resource.getAttributes());
    its.end(begin, ProtoBuffer.LONG);
    ProtoBuffer scopes = new ProtoBuffer(64);
    begin = scopes.begin(1, ProtoBuffer.SHORT);
    scopes.text(1, scope);
    scopes.end(begin, ProtoBuffer.SHORT);
    long scopeSpans = (long) scopes.size() + spans.size();
    ProtoBuffer head = new ProtoBuffer(512);
    head.head(1, its.size() + 1L + ProtoBuffer.varintSize(scopeSpans) + scopeSpans);
    head.raw(its.toBytes());
    head.head(2, scopeSpans);
    head.raw(scopes.toBytes());
    byte[] request = new byte[Math.addExact(head.size(), spans.size())];
    head.copyTo(request, 0);
    spans.copyTo(request, head.size());
    return request;
  }

  private static int kind(SpanKind kind) {
    return switch (kind) {
      case INTERNAL -> 1;
      case SERVER -> 2;
      case CLIENT -> 3;
      case PRODUCER -> 4;
      case CONSUMER -> 5;
    };
  }

  private void event(ProtoBuffer out, EventData event) {
    int begin = out.begin(11, ProtoBuffer.LONG);
    out.fixed64(1, event.getEpochNanos());
    out.text(2, event.getName());
    attributes(out, 3, event.getAttributes());
    if (event.getDroppedAttributesCount() > 0) {
      out.varint(4, event.getDroppedAttributesCount());
    }
    out.end(begin, ProtoBuffer.LONG);
  }

  private static void status(ProtoBuffer out, SpanData span) {
    int code =
        switch (span.getStatus().getStatusCode()) {
          case UNSET -> 0;
          case OK -> 1;
          case ERROR -> 2;
        };
    int begin = out.begin(15, ProtoBuffer.SHORT);
    if (code > 0) {
      out.varint(3, code);
    }
    out.end(begin, ProtoBuffer.SHORT);
  }

  private void attributes(ProtoBuffer out, int field, Attributes attributes) {
    attributes.forEach(
        (key, value) -> {
          byte[] encoded = encoded(key);
          if (value instanceof String text) {
            out.attribute(field, encoded, text.getBytes(StandardCharsets.UTF_8));
            return;
          }
          int begin = out.begin(field, ProtoBuffer.SHORT);
          out.raw(encoded);
          int any = out.begin(2, ProtoBuffer.SHORT);
          value(out, value);
          out.end(any, ProtoBuffer.SHORT);
          out.end(begin, ProtoBuffer.SHORT);
        });
  }

  private static void value(ProtoBuffer out, Object value) {
    switch (value) {
      case String text -> out.text(1, text);
      case Boolean flag -> out.varint(2, flag ? 1 : 0);
      case Long number -> out.varint(3, number);
      case List<?> texts -> {
        int begin = out.begin(5, ProtoBuffer.SHORT);
        for (Object text : texts) {
          int item = out.begin(1, ProtoBuffer.SHORT);
          value(out, text);
          out.end(item, ProtoBuffer.SHORT);
        }
        out.end(begin, ProtoBuffer.SHORT);
      }
      default ->
          throw new IllegalArgumentException(
              "attribute: got a "
                  + value.getClass().getName()
                  + " (expected: a text, a whole number, a flag or a list of them)");
    }
  }

  /** The field of a key. Spans have their keys in much the same order, so the next one is tried. */
  private byte[] encoded(AttributeKey<?> key) {
    Key guess = last.next;
    if (guess != null && guess.key.equals(key)) {
      last = guess;
      return guess.encoded;
    }
    Key known = keys.get(key);
    if (known == null) {
      ProtoBuffer field = new ProtoBuffer(64);
      field.text(1, key.getKey());
      known = new Key(key, field.toBytes());
      if (keys.size() == MOST_KEYS) {
        return known.encoded;
      }
      keys.put(key, known);
    }
    last.next = known;
    last = known;
    return known.encoded;
  }

  /** A key, and the one that came after it last time. */
  private static final class Key {
    private final AttributeKey<?> key;
    private final byte[] encoded;
    private @Nullable Key next;

    Key(AttributeKey<?> key, byte[] encoded) {
      this.key = key;
      this.encoded = encoded;
    }
  }
}
