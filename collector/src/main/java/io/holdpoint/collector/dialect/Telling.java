// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import com.google.protobuf.ByteString;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A span with who told it and when. Of senders that are not our gateway the attributes that only we
 * may set are gone already.
 */
final class Telling {

  private static final long NANOS = 1_000_000_000L;

  private final Source source;
  private final Instant arrivedAt;
  private final Span span;
  private final SpanAttributes attributes;
  private final SpanAttributes resource;

  Telling(Source source, Instant arrivedAt, SpanAttributes resource, Span span) {
    this.source = source;
    this.arrivedAt = arrivedAt;
    this.span = span;
    this.attributes = SpanAttributes.of(span.getAttributesList(), source.trust() == Trust.GATEWAY);
    this.resource = resource;
  }

  Source source() {
    return source;
  }

  Instant arrivedAt() {
    return arrivedAt;
  }

  Span span() {
    return span;
  }

  SpanAttributes attributes() {
    return attributes;
  }

  SpanAttributes resource() {
    return resource;
  }

  /** A text of the span, else of its resource, else empty. */
  String text(String name) {
    String own = attributes.text(name);
    return own.isEmpty() ? resource.text(name) : own;
  }

  String traceId() {
    return hex(span.getTraceId());
  }

  String spanId() {
    return hex(span.getSpanId());
  }

  String parentSpanId() {
    return hex(span.getParentSpanId());
  }

  /** When the span began by its sender's clock, or when it arrived if it does not say. */
  Instant startedAt() {
    return at(span.getStartTimeUnixNano());
  }

  /** A time of the span, or of its arrival where the sender gave none or an impossible one. */
  Instant at(long unixNanos) {
    return unixNanos <= 0 ? arrivedAt : Instant.ofEpochSecond(unixNanos / NANOS, unixNanos % NANOS);
  }

  /** How long it took, never less than nothing. */
  long durationNanos() {
    long end = span.getEndTimeUnixNano();
    long start = span.getStartTimeUnixNano();
    return start > 0 && end > start ? end - start : 0;
  }

  private static String hex(ByteString bytes) {
    return bytes.isEmpty() ? "" : HexFormat.of().formatHex(bytes.toByteArray());
  }
}
