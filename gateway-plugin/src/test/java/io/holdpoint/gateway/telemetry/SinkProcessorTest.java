// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of spans at a sink that takes, refuses, fails or hangs. */
@SuppressWarnings("NullAway.Init") // each test begins with start()
final class SinkProcessorTest {

  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final int CAPACITY = 4 * SinkProcessor.BATCH_SPANS;

  private final SpanLoss loss = new SpanLoss(CAPACITY);
  private final List<byte[]> taken = new CopyOnWriteArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private SinkProcessor processor;
  private SdkTracerProvider provider;

  private void start(SpanSink sink, Duration delay) {
    TelemetrySettings settings =
        new TelemetrySettings("gw-test", null, Map.of(), delay, CAPACITY, SOON);
    processor = SinkProcessor.start(sink, loss, Resource.empty(), "scope", settings);
    provider = SdkTracerProvider.builder().addSpanProcessor(processor).build();
  }

  @AfterEach
  void stop() {
    release.countDown();
    processor.giveUp();
    provider.close();
  }

  private long keep(byte[] request) {
    taken.add(request);
    return 0;
  }

  private long hang(byte[] request) throws IOException {
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return keep(request);
  }

  @Test
  void hands_over_after_the_delay_what_is_no_full_batch() {
    start(this::keep, SOON);

    tell(3);

    await().until(() -> spans().size() == 3);
    assertThat(taken).hasSize(1);
    assertThat(loss.count()).isZero();
  }

  @Test
  void hands_over_a_full_batch_at_once_and_the_rest_at_the_end() {
    start(this::keep, NEVER);

    tell(SinkProcessor.BATCH_SPANS + 5);

    await().until(() -> spans().size() == SinkProcessor.BATCH_SPANS);
    assertThat(provider.shutdown().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
    assertThat(spans()).extracting(Span::getName).doesNotHaveDuplicates();
    assertThat(spans()).hasSize(SinkProcessor.BATCH_SPANS + 5);
    assertThat(loss.count()).isZero();
  }

  @Test
  void hands_over_before_the_delay_when_asked_to_flush() {
    start(this::keep, NEVER);
    tell(2);

    CompletableResultCode flushed = processor.forceFlush();

    assertThat(flushed.join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
    assertThat(spans()).hasSize(2);
    assertThat(processor.forceFlush().isSuccess()).isTrue();
  }

  @Test
  void offers_the_same_batch_again_until_it_is_taken() {
    AtomicInteger tries = new AtomicInteger();
    List<byte[]> offered = new ArrayList<>();
    start(
        request -> {
          offered.add(request);
          if (tries.incrementAndGet() < 3) {
            throw new IOException("full");
          }
          return keep(request);
        },
        SOON);
    tell(4);

    assertThat(provider.shutdown().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();

    assertThat(spans()).hasSize(4);
    assertThat(offered).hasSize(3);
    assertThat(offered.get(1)).isSameAs(offered.getFirst());
    assertThat(offered.get(2)).isSameAs(offered.getFirst());
    assertThat(loss.count()).isZero();
  }

  @Test
  void counts_what_the_sink_refuses_for_good() {
    start(request -> 2, SOON);

    tell(5);

    await().untilAsserted(() -> assertThat(loss.count()).isEqualTo(2));
  }

  @Test
  void counts_a_batch_lost_that_breaks_the_sink_and_goes_on() {
    AtomicInteger tries = new AtomicInteger();
    start(
        request -> {
          if (tries.incrementAndGet() == 1) {
            throw new IllegalStateException("broken");
          }
          return keep(request);
        },
        SOON);

    tell(3);
    await().untilAsserted(() -> assertThat(loss.count()).isEqualTo(3));
    tell(2);

    await().until(() -> spans().size() == 2);
    assertThat(loss.count()).isEqualTo(3);
  }

  @Test
  void loses_what_finds_no_room_and_takes_more_once_there_is() {
    start(this::hang, SOON);

    tell(CAPACITY + 7);
    assertThat(loss.count()).isEqualTo(7);
    release.countDown();
    await().until(() -> spans().size() == CAPACITY);
    tell(1);

    await().until(() -> spans().size() == CAPACITY + 1);
    assertThat(loss.count()).isEqualTo(7);
  }

  @Test
  void bounds_what_waits_in_bytes_too() {
    start(this::hang, SOON);
    String text = "x".repeat(512 << 10);
    int fit = (int) (SinkProcessor.MOST_BYTES / text.length());

    for (int i = 0; i < fit + 10; i++) {
      provider.get("scope").spanBuilder("large").setAttribute("text", text).startSpan().end();
    }

    assertThat(loss.count()).isBetween(9L, 11L);
  }

  @Test
  void counts_what_was_not_acknowledged_when_it_gives_up_and_counts_it_once() {
    start(request -> hang(request) + 9, SOON);
    tell(9);
    CompletableResultCode closed = provider.shutdown();
    assertThat(closed.join(50, TimeUnit.MILLISECONDS).isDone()).isFalse();

    processor.giveUp();
    assertThat(loss.count()).isEqualTo(9);

    release.countDown();
    assertThat(closed.join(10, TimeUnit.SECONDS).isDone()).isTrue();
    assertThat(loss.count()).isEqualTo(9);
  }

  @Test
  void loses_a_span_it_cannot_encode_and_no_other() {
    start(this::keep, SOON);
    io.opentelemetry.api.trace.Span odd =
        provider
            .get("scope")
            .spanBuilder("odd")
            .setAttribute(AttributeKey.doubleKey("fraction"), 2.5)
            .startSpan();

    tell(1);
    odd.end();
    tell(1);

    await().until(() -> spans().size() == 2);
    assertThat(loss.count()).isEqualTo(1);
  }

  private void tell(int count) {
    for (int i = 0; i < count; i++) {
      provider.get("scope").spanBuilder("span " + i).startSpan().end();
    }
  }

  private List<Span> spans() {
    List<Span> spans = new ArrayList<>();
    for (byte[] request : taken) {
      try {
        ExportTraceServiceRequest.parseFrom(request)
            .getResourceSpansList()
            .forEach(r -> r.getScopeSpansList().forEach(s -> spans.addAll(s.getSpansList())));
      } catch (InvalidProtocolBufferException e) {
        throw new AssertionError(e);
      }
    }
    return spans;
  }
}
