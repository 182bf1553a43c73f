// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import org.junit.jupiter.api.Tag;

/** Any bytes as protobuf: what our own reading takes, the library takes too. */
@Tag("fuzz")
final class ProtobufFuzzIT {

  @FuzzTest(maxDuration = "40s")
  void anyBytes_thatAreTaken_theLibraryTakes(byte[] input) throws Exception {
    for (TelemetryKind kind : TelemetryKind.values()) {
      Tally tally;
      try {
        tally = kind.check(input);
      } catch (InvalidProtocolBufferException refused) {
        assertThat(refused.getMessage()).isNotBlank();
        continue;
      }
      switch (kind) {
        case TRACES ->
            assertThat(spans(ExportTraceServiceRequest.parseFrom(input)))
                .isEqualTo(tally.sound() + tally.rejected());
        case LOGS -> assertThat(ExportLogsServiceRequest.parseFrom(input)).isNotNull();
        case METRICS -> assertThat(ExportMetricsServiceRequest.parseFrom(input)).isNotNull();
      }
    }
  }

  private static long spans(ExportTraceServiceRequest request) {
    return request.getResourceSpansList().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .mapToLong(scope -> scope.getSpansCount())
        .sum();
  }
}
