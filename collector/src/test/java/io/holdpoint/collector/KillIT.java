// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.model.port.SessionSearch;
import io.holdpoint.model.query.Filter;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.holdpoint.model.view.SessionRow;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collector in a process of its own, ended by force between acknowledgement and projection. */
final class KillIT {

  private static final int STEPS = 40;

  @TempDir private Path folder;

  /** The process: its projection stops for ever after the first batch was stored. */
  static final class Victim {

    private Victim() {}

    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      CountDownLatch never = new CountDownLatch(1);
      TestCollector running =
          new TestCollector(
              folder,
              ScriptedMonitor.permitting(),
              (steps, detections) -> {
                try {
                  never.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      Path ready = folder.resolve("port.next");
      Files.writeString(ready, Integer.toString(running.collector.grpcPort()));
      Files.move(ready, folder.resolve("port"));
      never.await();
    }
  }

  @Test
  void loses_nothing_and_doubles_nothing_when_killed_after_acknowledging() throws Exception {
    Process victim = start();
    try {
      Path portFile = folder.resolve("port");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> Files.exists(portFile) || !victim.isAlive());
      export(Integer.parseInt(Files.readString(portFile)));
    } finally {
      victim.destroyForcibly().waitFor();
    }

    try (TestCollector running = new TestCollector(folder, ScriptedMonitor.permitting())) {
      assertThat(running.projected()).isTrue();
      assertThat(running.store.sessions("default", 10))
          .singleElement()
          .extracting(SessionRow::steps)
          .isEqualTo(STEPS);
      assertThat(
              running.store.steps(
                  "default", running.store.sessions("default", 1).getFirst().facts().id(), 0, 1000))
          .hasSize(STEPS);
      assertThat(
              ((SessionSearch) running.store)
                  .steps(new SessionSearch.Query("default", Filter.ALL, "", 1000))
                  .rows())
          .hasSize(STEPS);
    }
    try (TestCollector again = new TestCollector(folder, ScriptedMonitor.permitting())) {
      assertThat(again.projected()).isTrue();
      assertThat(again.collector.stats().projection().stored()).isZero();
    }
  }

  private static void export(int port) {
    RecordingExporter exporter =
        new RecordingExporter(
            OtlpGrpcSpanExporter.builder().setEndpoint("http://127.0.0.1:" + port).build());
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build()) {
      Tracer tracer = provider.get("test");
      for (int i = 0; i < STEPS; i++) {
        tracer
            .spanBuilder("chat")
            .setAttribute("gen_ai.operation.name", "chat")
            .setAttribute("session.id", "one")
            .startSpan()
            .end();
        provider.forceFlush().join(10, TimeUnit.SECONDS);
      }
    }
    assertThat(exporter.succeeded()).isTrue();
  }

  private Process start() throws IOException {
    Path output = folder.resolve("victim.txt");
    Files.writeString(output, "", StandardCharsets.UTF_8);
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            Victim.class.getName(),
            folder.toString())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
