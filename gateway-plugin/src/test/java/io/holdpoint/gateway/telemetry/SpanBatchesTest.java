// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
final class SpanBatchesTest {

  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final int CAPACITY = 4 * SpanBatches.BATCH_SPANS;

  private final SpanLoss loss = new SpanLoss(CAPACITY);
  private final List<byte[]> taken = new CopyOnWriteArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private SpanBatches batches;

  private void start(SpanSink sink, Duration delay) {
    TelemetrySettings settings =
        new TelemetrySettings("gw-test", null, Map.of(), delay, CAPACITY, SOON);
    batches = SpanBatches.start(sink, loss, new OtlpRequest("gw", "gw-test", "scope"), settings);
  }

  @AfterEach
  void stop() {
    release.countDown();
    batches.giveUp();
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

    tell(SpanBatches.BATCH_SPANS + 5);

    await().until(() -> spans().size() == SpanBatches.BATCH_SPANS);
    assertThat(batches.shutdown().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
    assertThat(spans()).extracting(Span::getName).doesNotHaveDuplicates();
    assertThat(spans()).hasSize(SpanBatches.BATCH_SPANS + 5);
    assertThat(loss.count()).isZero();
  }

  @Test
  void hands_over_before_the_delay_when_asked_to_flush() {
    start(this::keep, NEVER);
    tell(2);

    CompletableResultCode flushed = batches.flush();

    assertThat(flushed.join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
    assertThat(spans()).hasSize(2);
    assertThat(batches.flush().isSuccess()).isTrue();
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

    assertThat(batches.shutdown().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();

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
    int fit = (int) (SpanBatches.MOST_BYTES / text.length());

    for (int i = 0; i < fit + 10; i++) {
      batches.take(span("large", text));
    }

    assertThat(loss.count()).isBetween(9L, 11L);
  }

  @Test
  void counts_what_was_not_acknowledged_when_it_gives_up_and_counts_it_once() {
    start(request -> hang(request) + 9, SOON);
    tell(9);
    CompletableResultCode closed = batches.shutdown();
    assertThat(closed.join(50, TimeUnit.MILLISECONDS).isDone()).isFalse();

    batches.giveUp();
    assertThat(loss.count()).isEqualTo(9);

    release.countDown();
    assertThat(closed.join(10, TimeUnit.SECONDS).isDone()).isTrue();
    assertThat(loss.count()).isEqualTo(9);
  }

  @Test
  void keeps_spans_apart_that_several_threads_bring() throws InterruptedException {
    start(this::keep, SOON);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      String name = "thread " + t;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 500; i++) {
                      batches.take(span(name + " span " + i, "x".repeat(i)));
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    await().until(() -> spans().size() == 2000);
    assertThat(spans()).extracting(Span::getName).doesNotHaveDuplicates();
    assertThat(loss.count()).isZero();
  }

  private static ProtoBuffer span(String name, String text) {
    ProtoBuffer span = new ProtoBuffer(64);
    int begin = span.begin(2, ProtoBuffer.LONG);
    span.text(5, name);
    span.attribute(9, Keys.TOOL_NAME.field(), text.getBytes(StandardCharsets.UTF_8));
    span.end(begin, ProtoBuffer.LONG);
    return span;
  }

  private void tell(int count) {
    for (int i = 0; i < count; i++) {
      batches.take(span("span " + i, ""));
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
