// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Remembers whether what a real exporter sent was acknowledged. */
final class RecordingExporter implements SpanExporter {

  private final SpanExporter exporter;
  private final Queue<CompletableResultCode> results = new ConcurrentLinkedQueue<>();

  RecordingExporter(SpanExporter exporter) {
    this.exporter = exporter;
  }

  /** True once every export was acknowledged. */
  boolean succeeded() {
    return !results.isEmpty() && results.stream().allMatch(CompletableResultCode::isSuccess);
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = exporter.export(spans);
    results.add(result);
    return result;
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofAll(results);
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
