// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.wire;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.rpc.BadRequest;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Answers as JSON, in the JSON form of protobuf: numbers of 64 bits are texts. */
final class JsonAnswers {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator out;

  private JsonAnswers(JsonGenerator out) {
    this.out = out;
  }

  static byte[] write(MessageLite answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      JsonAnswers json = new JsonAnswers(out);
      switch (answer) {
        case Status status -> json.status(status);
        case ExportTraceServiceResponse taken ->
            json.taken(
                "rejectedSpans",
                taken.getPartialSuccess().getRejectedSpans(),
                taken.getPartialSuccess().getErrorMessage());
        case ExportLogsServiceResponse taken ->
            json.taken(
                "rejectedLogRecords",
                taken.getPartialSuccess().getRejectedLogRecords(),
                taken.getPartialSuccess().getErrorMessage());
        case ExportMetricsServiceResponse taken ->
            json.taken(
                "rejectedDataPoints",
                taken.getPartialSuccess().getRejectedDataPoints(),
                taken.getPartialSuccess().getErrorMessage());
        default ->
            throw new IllegalArgumentException(
                "answer: got " + answer.getClass() + " (expected: one of ours)");
      }
    }
    return bytes.toByteArray();
  }

  private void taken(String name, long rejected, String message) {
    out.writeStartObject();
    if (rejected > 0 || !message.isEmpty()) {
      out.writeName("partialSuccess");
      out.writeStartObject();
      out.writeStringProperty(name, Long.toString(rejected));
      out.writeStringProperty("errorMessage", message);
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private void status(Status status) {
    out.writeStartObject();
    out.writeNumberProperty("code", status.getCode());
    out.writeStringProperty("message", status.getMessage());
    if (status.getDetailsCount() > 0) {
      out.writeName("details");
      out.writeStartArray();
      status.getDetailsList().forEach(this::detail);
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  private void detail(Any detail) {
    out.writeStartObject();
    out.writeStringProperty("@type", detail.getTypeUrl());
    try {
      if (detail.is(RetryInfo.class)) {
        long seconds = detail.unpack(RetryInfo.class).getRetryDelay().getSeconds();
        out.writeStringProperty("retryDelay", seconds + "s");
      } else if (detail.is(BadRequest.class)) {
        violations(detail.unpack(BadRequest.class));
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a detail of our own cannot be read", e);
    }
    out.writeEndObject();
  }

  private void violations(BadRequest wrong) {
    out.writeName("fieldViolations");
    out.writeStartArray();
    for (BadRequest.FieldViolation violation : wrong.getFieldViolationsList()) {
      out.writeStartObject();
      out.writeStringProperty("field", violation.getField());
      out.writeStringProperty("description", violation.getDescription());
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
