// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.log;

import static java.util.Objects.requireNonNull;

import io.holdpoint.collector.batch.TelemetryKind;
import io.holdpoint.collector.source.Source;
import java.time.Instant;

/**
 * One batch as received.
 *
 * @param source who sent it, as known at arrival
 * @param kind what it holds
 * @param arrivedAt when it arrived, to the millisecond
 * @param body the protobuf bytes of the export request, as received
 */
@SuppressWarnings("ArrayRecordComponent") // passed on once, never compared, too large to copy
public record Entry(Source source, TelemetryKind kind, Instant arrivedAt, byte[] body) {

  public Entry {
    requireNonNull(source, "source");
    requireNonNull(arrivedAt, "arrivedAt");
    requireNonNull(body, "body");
    requireNonNull(kind, "kind");
  }

  /** A batch of spans. */
  public Entry(Source source, Instant arrivedAt, byte[] body) {
    this(source, TelemetryKind.TRACES, arrivedAt, body);
  }
}
