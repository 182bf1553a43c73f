// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.batch;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.Optional;

/** What an export request holds. OpenTelemetry calls it a signal, a word that is taken here. */
public enum TelemetryKind {
  TRACES('t', "spans", "ExportTraceServiceRequest"),
  LOGS('l', "log records", "ExportLogsServiceRequest"),
  METRICS('m', "data points", "ExportMetricsServiceRequest");

  private final char code;
  private final String items;
  private final String request;

  TelemetryKind(char code, String items, String request) {
    this.code = code;
    this.items = items;
    this.request = request;
  }

  /** One letter that stands for it in files. */
  public byte code() {
    return (byte) code;
  }

  /** What its single items are called. */
  public String items() {
    return items;
  }

  /** The message it comes in. */
  public String request() {
    return request;
  }

  /** What a letter stands for, or empty if it stands for nothing. */
  public static Optional<TelemetryKind> ofCode(byte code) {
    return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
  }

  /**
   * Reads an export request of this kind to its end.
   *
   * @throws InvalidProtocolBufferException if the bytes are no such request
   */
  public Tally check(byte[] body) throws InvalidProtocolBufferException {
    return switch (this) {
      case TRACES -> SpanBatch.walk(body, (resource, span) -> {});
      case LOGS -> LogBatch.walk(body, (resource, record) -> {});
      case METRICS -> MetricBatch.check(body);
    };
  }
}
