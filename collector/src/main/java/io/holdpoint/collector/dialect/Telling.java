// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.collector.batch.SpanView;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import java.time.Instant;

/**
 * A span with who told it and when. Of senders that are not our gateway the attributes that only we
 * may set are gone already.
 */
final class Telling {

  private static final long NANOS = 1_000_000_000L;

  private final Source source;
  private final Instant arrivedAt;
  private final SpanAttributes resource;
  private final SpanAttributes attributes;
  private final SpanAttributes event;
  private final SpanView span;

  /**
   * A telling.
   *
   * @param event is filled with the attributes of one event after the other
   */
  Telling(
      Source source,
      Instant arrivedAt,
      SpanAttributes resource,
      SpanAttributes attributes,
      SpanAttributes event,
      SpanView span) {
    this.source = source;
    this.arrivedAt = arrivedAt;
    this.resource = resource;
    this.attributes = attributes;
    this.event = event;
    this.span = span;
  }

  Source source() {
    return source;
  }

  Instant arrivedAt() {
    return arrivedAt;
  }

  SpanView span() {
    return span;
  }

  SpanAttributes attributes() {
    return attributes;
  }

  SpanAttributes resource() {
    return resource;
  }

  /** The attributes of an event, until those of the next are asked for. */
  SpanAttributes facts(SpanView.Event of) {
    event.fill(of.attributes(), source.trust() == Trust.GATEWAY);
    return event;
  }

  /** A text of the span, else of its resource, else empty. */
  String text(String name) {
    String own = attributes.text(name);
    return own.isEmpty() ? resource.text(name) : own;
  }

  String traceId() {
    return span.traceId();
  }

  String spanId() {
    return span.spanId();
  }

  String parentSpanId() {
    return span.parentSpanId();
  }

  /** When the span began by its sender's clock, or when it arrived if it does not say. */
  Instant startedAt() {
    return at(span.startTimeUnixNano());
  }

  /** A time of the span, or of its arrival where the sender gave none or an impossible one. */
  Instant at(long unixNanos) {
    return unixNanos <= 0 ? arrivedAt : Instant.ofEpochSecond(unixNanos / NANOS, unixNanos % NANOS);
  }

  /** How long it took, never less than nothing. */
  long durationNanos() {
    long end = span.endTimeUnixNano();
    long start = span.startTimeUnixNano();
    return start > 0 && end > start ? end - start : 0;
  }
}
