// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector;

import com.google.protobuf.ByteString;
import io.holdpoint.model.telemetry.Attributes;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;

/** Export requests made by hand. */
final class Requests {

  private Requests() {}

  static ExportTraceServiceRequest body(Span... spans) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(List.of(spans))))
        .build();
  }

  static Span step(int n) {
    return Span.newBuilder()
        .setTraceId(ByteString.fromHex(String.format("%032x", n)))
        .setSpanId(ByteString.fromHex(String.format("%016x", n)))
        .setName("chat")
        .addAttributes(attribute(Attributes.GEN_AI_OPERATION_NAME, text("chat")))
        .build();
  }

  static KeyValue attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  static AnyValue text(String text) {
    return AnyValue.newBuilder().setStringValue(text).build();
  }
}
