// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.holdpoint.collector.batch.TelemetryKind;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import org.junit.jupiter.api.Tag;

/** Any bytes as JSON: refused in words, or a request that the library of protobuf reads. */
@Tag("fuzz")
final class JsonRequestsFuzzIT {

  private final JsonRequests reader = new JsonRequests(1 << 16);

  @FuzzTest(maxDuration = "40s")
  void anyBytes_areRefusedOrBecomeARequest(byte[] input) throws Exception {
    for (TelemetryKind kind : TelemetryKind.values()) {
      byte[] made;
      try {
        made = reader.toProtobuf(kind, input);
      } catch (UnreadableJsonException refused) {
        assertThat(refused.getMessage()).isNotBlank();
        continue;
      }
      switch (kind) {
        case TRACES -> assertThat(ExportTraceServiceRequest.parseFrom(made)).isNotNull();
        case LOGS -> assertThat(ExportLogsServiceRequest.parseFrom(made)).isNotNull();
        case METRICS -> assertThat(ExportMetricsServiceRequest.parseFrom(made)).isNotNull();
      }
    }
  }
}
