// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.identity.Session;
import io.holdpoint.model.testing.Fixtures;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
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
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Our bytes against those of the SDK's own exporter. */
final class OtlpWriterTest {

  private static final Instant START = Instant.parse("2026-11-21T12:00:01.000000002Z");
  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final Resource RESOURCE =
      Resource.create(Attributes.of(Keys.SERVICE_NAME.key(), "gw", Keys.SOURCE.key(), "gw-test"));

  private final List<SpanData> ended = new ArrayList<>();
  private final OtlpWriter writer = new OtlpWriter();
  private final ProtoBuffer spans = new ProtoBuffer(16);

  @Test
  void writes_what_the_exporter_of_the_sdk_writes() throws IOException {
    try (SdkTracerProvider provider = provider()) {
      for (int length : new int[] {0, 1, 100, 127, 128, 129, 16_383, 16_384, 20_000}) {
        tell(provider, "", "x".repeat(length), length);
      }
      tell(provider, PARENT, "größe 🚀 \ud800", 3);
      tell(provider, PARENT, "ü".repeat(20_000), 4);
    }

    assertThat(ended).hasSize(11);
    assertThat(sorted(ours())).isEqualTo(sorted(theirs()));
    assertThat(ours()).hasSameSizeAs(theirs());
  }

  @Test
  void writes_a_session_the_same_when_it_comes_again() throws IOException {
    try (SdkTracerProvider provider = provider()) {
      for (int n : new int[] {1, 1, 2, 65, 1, 129, 1}) {
        Session session = Fixtures.session(n);
        Span span = span(provider, "", n);
        SpanFacts.session(new SdkFacts(span), session);
        span.end(START.plusNanos(n));
        begin(n);
        writer.session(session);
        spans.raw(writer.end());
      }
    }

    assertThat(sorted(ours())).isEqualTo(sorted(theirs()));
  }

  private void tell(SdkTracerProvider provider, String parent, String text, int n) {
    Span span = span(provider, parent, n);
    tell(new SdkFacts(span), text, n);
    span.end(START.plusNanos(n));
    begin(n);
    tell(writer, text, n);
    spans.raw(writer.end());
  }

  private static void tell(Facts.OfSpan span, String text, int n) {
    span.text(Keys.TOOL_NAME, text);
    span.number(Keys.RISK, n - 100L);
    span.flag(Keys.ENDED, n % 2 == 0);
    span.number(Keys.SERVER_PORT, Long.MIN_VALUE);
    span.texts(Keys.LABELS, List.of());
    span.texts(Keys.EFFECTS, List.of("a", text, "ü"));
    if (n % 2 == 0) {
      span.text(Keys.SESSION_TASK, "x");
      span.failed();
    }
    span.event("plain", START, facts -> {});
    span.event(
        "told",
        START.plusSeconds(1),
        facts -> {
          facts.text(Keys.REASON_TEXT, text);
          facts.number(Keys.RULE_VERSION, n);
        });
  }

  private static Span span(SdkTracerProvider provider, String parent, int n) {
    return provider
        .get("scope")
        .spanBuilder("tools/call " + n)
        .setParent(Traceparent.parent(parent.isEmpty() ? null : parent))
        .setSpanKind(n % 2 == 0 ? SpanKind.SERVER : SpanKind.INTERNAL)
        .setStartTimestamp(START)
        .startSpan();
  }

  /** The span that ended last, by its name and ids. */
  private void begin(int n) {
    SpanData last = ended.getLast();
    boolean hasParent = last.getParentSpanContext().isValid();
    writer.begin(
        last.getName(),
        new OtlpWriter.Head(
            last.getTraceId(),
            last.getSpanId(),
            hasParent ? last.getParentSpanId() : null,
            n % 2 == 0 ? OtlpWriter.Head.SERVER : OtlpWriter.Head.INTERNAL,
            START,
            START.plusNanos(n)));
  }

  private SdkTracerProvider provider() {
    return SdkTracerProvider.builder()
        .setResource(RESOURCE)
        .setSpanLimits(
            SpanLimits.builder().setMaxAttributeValueLength(OtlpWriter.LONGEST_ATTRIBUTE).build())
        .addSpanProcessor(SimpleSpanProcessor.create(new Keeping(ended)))
        .build();
  }

  /** A map of the SDK has its own order. */
  private static ExportTraceServiceRequest sorted(byte[] request) throws IOException {
    ExportTraceServiceRequest.Builder all =
        ExportTraceServiceRequest.parseFrom(request).toBuilder();
    for (ResourceSpans.Builder resource : all.getResourceSpansBuilderList()) {
      List<KeyValue> ofResource = byKey(resource.getResource().getAttributesList());
      resource.getResourceBuilder().clearAttributes().addAllAttributes(ofResource);
      for (ScopeSpans.Builder scope : resource.getScopeSpansBuilderList()) {
        for (io.opentelemetry.proto.trace.v1.Span.Builder span : scope.getSpansBuilderList()) {
          List<KeyValue> ofSpan = byKey(span.getAttributesList());
          span.clearAttributes().addAllAttributes(ofSpan);
          for (io.opentelemetry.proto.trace.v1.Span.Event.Builder event :
              span.getEventsBuilderList()) {
            List<KeyValue> ofEvent = byKey(event.getAttributesList());
            event.clearAttributes().addAllAttributes(ofEvent);
          }
        }
      }
    }
    return all.build();
  }

  private static List<KeyValue> byKey(List<KeyValue> attributes) {
    return attributes.stream().sorted(Comparator.comparing(KeyValue::getKey)).toList();
  }

  private byte[] ours() {
    return new OtlpRequest("gw", "gw-test", "scope").of(spans);
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
