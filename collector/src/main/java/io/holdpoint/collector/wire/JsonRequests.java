// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.wire;

import io.holdpoint.collector.batch.TelemetryKind;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.EnumMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Turns OTLP/JSON requests into the same requests in protobuf, so that all that follows knows one
 * form. The library's own JSON reader would take the ids for Base64 and silently make 24 bytes of
 * 16. Unknown fields are left out, as the specification has it. Safe for use by many threads.
 */
public final class JsonRequests {

  /** Values inside each other: a JSON object and a list for each value of OTLP. */
  private static final int DEEPEST = 250;

  private final JsonFactory factory;
  private final Map<TelemetryKind, JsonFields> fields = new EnumMap<>(TelemetryKind.class);

  /**
   * A reader.
   *
   * @param longestText how many characters a text may have; 1 or more
   */
  public JsonRequests(int longestText) {
    this.factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(longestText)
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    fields.put(TelemetryKind.TRACES, JsonFields.of(ExportTraceServiceRequest.getDescriptor()));
    fields.put(TelemetryKind.LOGS, JsonFields.of(ExportLogsServiceRequest.getDescriptor()));
    fields.put(TelemetryKind.METRICS, JsonFields.of(ExportMetricsServiceRequest.getDescriptor()));
  }

  /**
   * The request in protobuf.
   *
   * @throws UnreadableJsonException if the bytes are no such request in JSON
   */
  public byte[] toProtobuf(TelemetryKind kind, byte[] json) throws UnreadableJsonException {
    ProtoSink out = new ProtoSink(json.length);
    try (JsonParser in = factory.createParser(ObjectReadContext.empty(), json)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new UnreadableJsonException("got no object (expected: an object)");
      }
      JsonFields its = fields.get(kind);
      if (its == null) {
        throw new IllegalStateException("kind: got " + kind + " (expected: one with a schema)");
      }
      new JsonMessage(in, out).read(its);
      if (in.nextToken() != null) {
        throw new UnreadableJsonException("got more behind its end (expected: one object)");
      }
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation(); // null where a limit was exceeded
      throw new UnreadableJsonException(
          e.getOriginalMessage() + (at == null ? "" : " at byte " + at.getByteOffset()));
    }
    return out.toBytes();
  }
}
