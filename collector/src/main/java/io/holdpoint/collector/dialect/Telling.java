// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.collector.source.Source;
import java.time.Instant;

/**
 * A span or a log record with who told it and when. Of senders that are not our gateway the
 * attributes that only we may set are gone already.
 */
sealed interface Telling permits LogTelling, SpanTelling {

  long NANOS = 1_000_000_000L;

  Source source();

  Instant arrivedAt();

  SpanAttributes attributes();

  SpanAttributes resource();

  /** The library that made it. */
  String scope();

  /** What its sender calls it: the span's name, the event's. */
  String name();

  /** 32 hexadecimal digits. */
  String traceId();

  /** 16 hexadecimal digits. */
  String spanId();

  /** 16 hexadecimal digits, or empty. */
  String parentSpanId();

  /** When it began by its sender's clock, or when it arrived if it does not say. */
  Instant startedAt();

  /** How long it took, never less than nothing. */
  long durationNanos();

  /** True if it says that it went wrong. */
  boolean failed();

  /** True if it says that it went well. */
  boolean succeeded();

  /** What it says in its body, empty for spans. */
  String body();

  /** A text of its own, else of its resource, else empty. */
  default String text(String name) {
    String own = attributes().text(name);
    return own.isEmpty() ? resource().text(name) : own;
  }

  /** A time, or that of its arrival where the sender gave none or an impossible one. */
  default Instant at(long unixNanos) {
    return unixNanos <= 0
        ? arrivedAt()
        : Instant.ofEpochSecond(unixNanos / NANOS, unixNanos % NANOS);
  }
}
