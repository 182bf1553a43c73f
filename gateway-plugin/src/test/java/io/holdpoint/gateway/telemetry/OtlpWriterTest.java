// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Our bytes against those of the SDK's own exporter. */
final class OtlpWriterTest {

  private static final Resource RESOURCE =
      Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "gw"));
  private static final List<SpanKind> KINDS = List.copyOf(EnumSet.allOf(SpanKind.class));
  private static final Instant START = Instant.parse("2026-11-21T12:00:01.000000002Z");

  private final List<SpanData> ended = new ArrayList<>();

  @Test
  void writes_what_the_exporter_of_the_sdk_writes() throws IOException {
    try (SdkTracerProvider provider = provider()) {
      for (int length : new int[] {0, 1, 100, 127, 128, 129, 16_383, 16_384, 20_000, 300_000}) {
        tell(provider, Context.root(), "x".repeat(length), length);
      }
      tell(provider, parent(true), "größe 🚀 \ud800", 3);
      tell(provider, parent(false), "", 0);
    }

    assertThat(ended).hasSize(12);
    assertThat(ExportTraceServiceRequest.parseFrom(ours()))
        .isEqualTo(ExportTraceServiceRequest.parseFrom(theirs()));
    assertThat(ours()).hasSameSizeAs(theirs());
  }

  private static void tell(SdkTracerProvider provider, Context parent, String text, int n) {
    Span span =
        provider
            .get("scope")
            .spanBuilder("tools/call " + n)
            .setParent(parent)
            .setSpanKind(KINDS.get(n % KINDS.size()))
            .setStartTimestamp(START)
            .startSpan();
    span.setAttribute("text", text);
    span.setAttribute("number", n - 100L);
    span.setAttribute("flag", n % 2 == 0);
    span.setAttribute("longest", Long.MIN_VALUE);
    span.setAttribute(AttributeKey.stringArrayKey("none"), List.of());
    span.setAttribute(AttributeKey.stringArrayKey("list"), List.of("a", text, "ü"));
    if (n % 2 == 0) {
      span.setAttribute("sometimes", "x");
      span.setStatus(n % 4 == 0 ? StatusCode.ERROR : StatusCode.OK);
    }
    span.addEvent("plain", START);
    span.addEvent("told", Attributes.of(AttributeKey.stringKey("text"), text), START);
    if (n == 3) {
      for (int i = 0; i < 20; i++) {
        span.setAttribute("more-" + i, i);
        span.addEvent("more", START);
      }
    }
    span.end(START.plusNanos(n));
  }

  private SdkTracerProvider provider() {
    return SdkTracerProvider.builder()
        .setResource(RESOURCE)
        .setSpanLimits(
            SpanLimits.builder().setMaxNumberOfAttributes(12).setMaxNumberOfEvents(5).build())
        .addSpanProcessor(SimpleSpanProcessor.create(new Keeping(ended)))
        .build();
  }

  private static Context parent(boolean remote) {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    String span = "b7ad6b7169203331";
    return Context.root()
        .with(
            Span.wrap(
                remote
                    ? SpanContext.createFromRemoteParent(
                        trace, span, TraceFlags.getSampled(), TraceState.getDefault())
                    : SpanContext.create(
                        trace, span, TraceFlags.getSampled(), TraceState.getDefault())));
  }

  private byte[] ours() {
    OtlpWriter writer = new OtlpWriter();
    ProtoBuffer spans = new ProtoBuffer(16);
    ended.forEach(span -> writer.span(spans, span));
    return OtlpWriter.request(RESOURCE, "scope", spans);
  }

  private byte[] theirs() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TraceRequestMarshaler.create(ended).writeBinaryTo(bytes);
    return bytes.toByteArray();
  }

  private record Keeping(List<SpanData> spans) implements SpanExporter {

    @Override
    public CompletableResultCode export(Collection<SpanData> more) {
      spans.addAll(more);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
