// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.MessageLite;
import com.google.rpc.BadRequest;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.holdpoint.collector.batch.Tally;
import io.holdpoint.collector.batch.TelemetryKind;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;

/** What a sender is told, as messages. */
final class Answer {

  private Answer() {}

  /** A batch was taken, perhaps without some of its items. */
  static MessageLite taken(TelemetryKind kind, Tally tally) {
    boolean whole = tally.rejected() == 0;
    return switch (kind) {
      case TRACES -> {
        ExportTraceServiceResponse.Builder answer = ExportTraceServiceResponse.newBuilder();
        if (!whole) {
          answer
              .getPartialSuccessBuilder()
              .setRejectedSpans(tally.rejected())
              .setErrorMessage(rejected(kind, tally));
        }
        yield answer.build();
      }
      case LOGS -> {
        ExportLogsServiceResponse.Builder answer = ExportLogsServiceResponse.newBuilder();
        if (!whole) {
          answer
              .getPartialSuccessBuilder()
              .setRejectedLogRecords(tally.rejected())
              .setErrorMessage(rejected(kind, tally));
        }
        yield answer.build();
      }
      case METRICS -> {
        ExportMetricsServiceResponse.Builder answer = ExportMetricsServiceResponse.newBuilder();
        if (!whole) {
          answer
              .getPartialSuccessBuilder()
              .setRejectedDataPoints(tally.rejected())
              .setErrorMessage(rejected(kind, tally));
        }
        yield answer.build();
      }
    };
  }

  private static String rejected(TelemetryKind kind, Tally tally) {
    String large =
        tally.tooLarge()
            + " "
            + (kind == TelemetryKind.METRICS ? "metrics" : kind.items())
            + " too large (expected: at most "
            + Tally.LARGEST_ITEM
            + " bytes)";
    return kind == TelemetryKind.TRACES
        ? "got "
            + tally.withoutIds()
            + " spans without valid ids (expected: a trace id of 16 and a span id of 8 bytes, not"
            + " all zero) and "
            + large
        : "got " + large;
  }

  /** A request was not taken. */
  static Status refused(RefusedException e) {
    Status.Builder status =
        Status.newBuilder().setCode(e.refusal().grpcCode().value()).setMessage(e.text());
    if (e.retryAfterSeconds() > 0) {
      Duration delay = Duration.newBuilder().setSeconds(e.retryAfterSeconds()).build();
      status.addDetails(Any.pack(RetryInfo.newBuilder().setRetryDelay(delay).build()));
    } else if (e.refusal() == Refusal.MALFORMED) {
      BadRequest.Builder wrong = BadRequest.newBuilder();
      wrong.addFieldViolationsBuilder().setField("body").setDescription(e.text());
      status.addDetails(Any.pack(wrong.build()));
    }
    return status.build();
  }
}
