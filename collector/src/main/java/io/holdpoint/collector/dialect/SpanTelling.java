// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.collector.batch.SpanView;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import io.holdpoint.model.telemetry.Attributes;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Instant;

/**
 * A span as told.
 *
 * @param event is filled with the attributes of one event after the other
 */
record SpanTelling(
    Source source,
    Instant arrivedAt,
    SpanAttributes resource,
    SpanAttributes attributes,
    SpanAttributes event,
    SpanView span)
    implements Telling {

  /** The attributes of an event, until those of the next are asked for. */
  SpanAttributes facts(SpanView.Event of) {
    event.fill(of.attributes(), source.trust() == Trust.GATEWAY);
    return event;
  }

  @Override
  public String scope() {
    return span.scope().name();
  }

  @Override
  public String name() {
    return span.name();
  }

  @Override
  public String traceId() {
    return span.traceId();
  }

  @Override
  public String spanId() {
    return span.spanId();
  }

  @Override
  public String parentSpanId() {
    return span.parentSpanId();
  }

  @Override
  public Instant startedAt() {
    return at(span.startTimeUnixNano());
  }

  @Override
  public long durationNanos() {
    long end = span.endTimeUnixNano();
    long start = span.startTimeUnixNano();
    return start > 0 && end > start ? end - start : 0;
  }

  @Override
  public boolean failed() {
    return attributes.has(Attributes.ERROR_TYPE)
        || span.statusCode() == Status.StatusCode.STATUS_CODE_ERROR_VALUE;
  }

  @Override
  public boolean succeeded() {
    return span.statusCode() == Status.StatusCode.STATUS_CODE_OK_VALUE;
  }

  @Override
  public String body() {
    return "";
  }
}
