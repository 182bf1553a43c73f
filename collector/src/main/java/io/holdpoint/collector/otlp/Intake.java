// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import io.holdpoint.collector.batch.SpanBatch;
import io.holdpoint.collector.log.Entry;
import io.holdpoint.collector.log.TelemetryLog;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.SourceRegistry;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes export requests in, whatever way they came: checks them whole, appends them to the log, and
 * only then lets them be acknowledged. Safe for use by many threads.
 */
public final class Intake {

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final SourceRegistry sources;
  private final TelemetryLog log;
  private final InstantSource clock;
  private final LongAdder accepted = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder refused = new LongAdder();

  public Intake(SourceRegistry sources, TelemetryLog log, InstantSource clock) {
    this.sources = sources;
    this.log = log;
    this.clock = clock;
  }

  /** Spans in the log. */
  public long accepted() {
    return accepted.sum();
  }

  /** Spans refused one by one, because they had no valid ids or were too large. */
  public long rejected() {
    return rejected.sum();
  }

  /** Requests refused whole. */
  public long refused() {
    return refused.sum();
  }

  /** The sender behind an {@code Authorization} header, or null for none. */
  Source authenticate(@Nullable String authorization) throws RefusedException {
    return sources
        .find(authorization)
        .orElseThrow(
            () ->
                new RefusedException(
                    Refusal.UNKNOWN_CREDENTIAL,
                    "authorization: got a credential of no registered source"
                        + " (expected: Bearer and the token of a source, or no header)"));
  }

  /** Takes a request in; once this returns it may be acknowledged with what is returned. */
  ExportTraceServiceResponse take(Source source, byte[] body) throws RefusedException {
    return answer(taken(source, body));
  }

  /**
   * Takes a request of a sender in this process in; once this returns it is in the log.
   *
   * @return spans refused one by one
   * @throws IOException if it may be offered again
   * @throws IllegalArgumentException if it may not
   */
  public long takeLocal(Source source, byte[] body) throws IOException {
    try {
      return taken(source, body).rejected();
    } catch (RefusedException e) {
      countRefused();
      if (e.refusal() == Refusal.UNAVAILABLE) {
        throw new IOException(e.text(), e);
      }
      throw new IllegalArgumentException(e.text(), e);
    }
  }

  private SpanBatch.Tally taken(Source source, byte[] body) throws RefusedException {
    SpanBatch.Tally tally = check(body);
    if (tally.sound() > 0) {
      append(new Entry(source, clock.instant(), body));
    }
    accepted.add(tally.sound());
    rejected.add(tally.rejected());
    return tally;
  }

  /** Counts a request that was refused whole. */
  void countRefused() {
    refused.increment();
  }

  private static SpanBatch.Tally check(byte[] body) throws RefusedException {
    try {
      return SpanBatch.walk(body, (resource, span) -> {});
    } catch (InvalidProtocolBufferException e) {
      throw new RefusedException(
          Refusal.MALFORMED,
          "body: got bytes that cannot be read (expected: an ExportTraceServiceRequest in"
              + " protobuf): "
              + e.getMessage());
    }
  }

  private void append(Entry entry) throws RefusedException {
    try {
      if (!log.append(entry)) {
        throw new RefusedException(
            Refusal.UNAVAILABLE, "collector: too much waits to be stored; try again later");
      }
    } catch (IOException e) {
      LOG.error("telemetry log: a batch of {} bytes could not be written", entry.body().length, e);
      throw new RefusedException(
          Refusal.UNAVAILABLE, "collector: the batch could not be written; try again later");
    }
  }

  private static ExportTraceServiceResponse answer(SpanBatch.Tally tally) {
    ExportTraceServiceResponse.Builder answer = ExportTraceServiceResponse.newBuilder();
    if (tally.rejected() > 0) {
      answer
          .getPartialSuccessBuilder()
          .setRejectedSpans(tally.rejected())
          .setErrorMessage(
              "got "
                  + tally.withoutIds()
                  + " spans without valid ids (expected: a trace id of 16 and a span id of 8 bytes,"
                  + " not all zero) and "
                  + tally.tooLarge()
                  + " spans too large (expected: at most "
                  + SpanBatch.LARGEST_SPAN
                  + " bytes)");
    }
    return answer.build();
  }
}
