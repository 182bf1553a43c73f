// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector;

import static io.holdpoint.collector.Requests.attribute;
import static io.holdpoint.collector.Requests.body;
import static io.holdpoint.collector.Requests.step;
import static io.holdpoint.collector.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.holdpoint.collector.ledger.Count;
import io.holdpoint.collector.log.LogLimits;
import io.holdpoint.collector.source.RegisteredSource;
import io.holdpoint.collector.source.Trust;
import io.holdpoint.collector.storage.SqlSessionStore;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.holdpoint.model.view.SessionRow;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.trace.v1.Span;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Far more than can be stored, for a minute: memory stays flat, whatever is refused may be tried
 * again, and nothing that was acknowledged is lost.
 */
@Tag("slow")
final class OverloadIT {

  private static final Duration LOAD = Duration.ofSeconds(60);
  private static final int SENDERS = 4;
  private static final int SPANS = 50;
  private static final long FLAT = 48L << 20;

  @TempDir private Path folder;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicLong offered = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong notRetryable = new AtomicLong();

  @Test
  void stays_flat_and_loses_nothing_under_twice_its_capacity() throws Exception {
    InetSocketAddress anyPort = InetSocketAddress.createUnresolved("127.0.0.1", 0);
    CollectorConfig config =
        new CollectorConfig(
            anyPort,
            anyPort,
            TestCollector.MAX_REQUEST,
            new LogLimits(4 << 20, 1 << 20, 2 << 20),
            10,
            List.of(new RegisteredSource("crew", TestCollector.FRAMEWORK_TOKEN, Trust.FRAMEWORK)),
            folder.resolve("log"));
    try (TestCollector running =
            new TestCollector(
                config,
                SqlSessionStore.open(folder.resolve("store")),
                ScriptedMonitor.permitting());
        OtlpSender sender = new OtlpSender(running.collector)) {
      List<Thread> threads = new ArrayList<>();
      long end = System.nanoTime() + LOAD.toNanos();
      for (int i = 0; i < SENDERS; i++) {
        threads.add(Thread.ofPlatform().start(() -> send(sender, end)));
      }
      threads.getFirst().join(LOAD.dividedBy(4));
      long early = used();
      for (Thread thread : threads) {
        thread.join();
      }
      long late = used();
      long stored = running.collector.stats().projection().stored();

      assertThat(refused.get()).isPositive();
      assertThat(notRetryable.get()).isZero();
      assertThat(offered.get()).as("offered, %d stored so far", stored).isGreaterThan(2 * stored);
      assertThat(late - early).as("growth of the heap, from %d bytes", early).isLessThan(FLAT);
      assertThat(running.collector.stats().sum(Count.SPANS)).isEqualTo(acknowledged.get());
      assertThat(running.collector.awaitProjected(Duration.ofMinutes(2))).isTrue();
      assertThat(
              running.store.sessions("default", 1000).stream().mapToLong(SessionRow::steps).sum())
          .isEqualTo(acknowledged.get());
    }
  }

  private void send(OtlpSender sender, long end) {
    TraceServiceGrpc.TraceServiceBlockingStub stub =
        TraceServiceGrpc.newBlockingStub(sender.channel());
    while (System.nanoTime() < end) {
      ExportTraceServiceRequest request = request();
      offered.addAndGet(SPANS);
      try {
        stub.export(request);
        acknowledged.addAndGet(SPANS);
      } catch (StatusRuntimeException e) {
        refused.incrementAndGet();
        if (e.getStatus().getCode() != Status.Code.UNAVAILABLE || !hasRetryInfo(e)) {
          notRetryable.incrementAndGet();
        }
      }
    }
  }

  private static boolean hasRetryInfo(StatusRuntimeException e) {
    com.google.rpc.Status status = StatusProto.fromThrowable(e);
    return status != null
        && status.getDetailsList().stream().anyMatch(detail -> detail.is(RetryInfo.class));
  }

  private ExportTraceServiceRequest request() {
    Span[] spans = new Span[SPANS];
    for (int i = 0; i < SPANS; i++) {
      int n = next.incrementAndGet();
      spans[i] =
          step(n).toBuilder()
              .addAttributes(attribute("session.id", text("s-" + n % 40)))
              .addAttributes(attribute("gen_ai.input.messages", text("x".repeat(500))))
              .build();
    }
    return body(spans);
  }

  /** After collection: what is garbage is no growth. */
  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
