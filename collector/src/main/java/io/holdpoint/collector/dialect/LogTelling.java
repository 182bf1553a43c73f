// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.collector.batch.LogView;
import io.holdpoint.collector.source.Source;
import io.holdpoint.model.json.Hashes;
import io.holdpoint.model.telemetry.Attributes;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A log record as told. Records have no ids: one is made of what it says, so that a record sent
 * twice is one step.
 *
 * @param traceId of its trace, else made
 * @param spanId always made: that of the span it was written in names another step
 */
record LogTelling(
    Source source,
    Instant arrivedAt,
    SpanAttributes resource,
    SpanAttributes attributes,
    LogView record,
    String traceId,
    String spanId)
    implements Telling {

  private static final int ERROR = 17;
  private static final int TRACE_DIGITS = 32;
  private static final int SPAN_DIGITS = 16;

  static LogTelling of(
      Source source,
      Instant arrivedAt,
      SpanAttributes resource,
      SpanAttributes attributes,
      LogView record) {
    MessageDigest digest = Hashes.sha256();
    digest.update(record.bytes(), record.at(), record.length());
    String made = HexFormat.of().formatHex(digest.digest());
    String trace = record.traceId();
    return new LogTelling(
        source,
        arrivedAt,
        resource,
        attributes,
        record,
        trace.isEmpty() ? made.substring(0, TRACE_DIGITS) : trace,
        made.substring(TRACE_DIGITS, TRACE_DIGITS + SPAN_DIGITS));
  }

  @Override
  public String scope() {
    return record.scope().name();
  }

  /**
   * As an attribute before the field came into the protocol, and still: where both are there, the
   * field may be a place in the sender's source.
   */
  @Override
  public String name() {
    String attribute = attributes.text(Keys.EVENT_NAME);
    String told = attribute.isEmpty() ? record.eventName() : attribute;
    return told.isEmpty() && record.body().size() == 1 ? body() : told;
  }

  @Override
  public String parentSpanId() {
    return record.spanId();
  }

  /** Events tell of what is over, and how long it took. */
  @Override
  public Instant startedAt() {
    return at(record.timeUnixNano()).minusNanos(durationNanos());
  }

  @Override
  public long durationNanos() {
    long millis = attributes.number("duration_ms", 0);
    return millis > 0 && millis < Long.MAX_VALUE / 1_000_000 ? millis * 1_000_000 : 0;
  }

  @Override
  public boolean failed() {
    return record.severity() >= ERROR || attributes.has(Attributes.ERROR_TYPE);
  }

  @Override
  public boolean succeeded() {
    return false;
  }

  @Override
  public String body() {
    return record.body().size() == 0 ? "" : record.body().asText(0);
  }
}
