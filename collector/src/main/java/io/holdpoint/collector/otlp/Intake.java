// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import io.holdpoint.collector.batch.Tally;
import io.holdpoint.collector.batch.TelemetryKind;
import io.holdpoint.collector.ledger.Count;
import io.holdpoint.collector.ledger.SourceLedger;
import io.holdpoint.collector.log.Entry;
import io.holdpoint.collector.log.TelemetryLog;
import io.holdpoint.collector.source.RegisteredSource;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.SourceRegistry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final RateLimit rates;
  private final TelemetryLog log;
  private final SourceLedger ledger;
  private final InstantSource clock;

  /**
   * An intake.
   *
   * @param sources senders that have a token
   * @param anonymousRate how many inflated bytes a second all senders without a token may send; 0
   *     for no limit
   * @param ledger counts what was taken and what was not
   */
  public Intake(
      List<RegisteredSource> sources,
      long anonymousRate,
      TelemetryLog log,
      SourceLedger ledger,
      InstantSource clock) {
    this.sources = new SourceRegistry(sources);
    this.rates = new RateLimit(rates(sources, anonymousRate), clock);
    this.log = log;
    this.ledger = ledger;
    this.clock = clock;
    sources.forEach(source -> ledger.expect(source.name()));
    ledger.expect(Source.ANONYMOUS.name());
  }

  private static Map<String, Long> rates(List<RegisteredSource> sources, long anonymousRate) {
    Map<String, Long> rates = new HashMap<>();
    sources.forEach(source -> rates.put(source.name(), source.rate()));
    rates.put(Source.ANONYMOUS.name(), anonymousRate);
    return rates;
  }

  /**
   * The sender behind an {@code Authorization} header, who may send now.
   *
   * @param authorization the header, or null for none
   */
  Source admit(@Nullable String authorization) throws RefusedException {
    Source source =
        sources
            .find(authorization)
            .orElseThrow(
                () ->
                    counted(
                        SourceLedger.NOBODY,
                        new RefusedException(
                            Refusal.UNKNOWN_CREDENTIAL,
                            "authorization: got a credential of no registered source"
                                + " (expected: Bearer and the token of a source, or no header)")));
    try {
      rates.admit(source.name());
    } catch (RefusedException e) {
      throw counted(source.name(), e);
    }
    return source;
  }

  /**
   * Takes a request in; once this returns it may be acknowledged. Who calls counts a refusal.
   *
   * @param body in protobuf
   * @param wireBytes how many bytes came over the wire
   */
  Tally take(Source source, TelemetryKind kind, byte[] body, long wireBytes)
      throws RefusedException {
    rates.charge(source.name(), body.length);
    Tally tally = check(kind, body);
    if (tally.sound() > 0) {
      append(new Entry(source, kind, clock.instant(), body));
    }
    String name = source.name();
    ledger.heard(name, clock.instant());
    ledger.add(name, Count.WIRE_BYTES, wireBytes);
    ledger.add(name, Count.INFLATED_BYTES, body.length);
    ledger.add(name, items(kind), tally.sound());
    ledger.add(name, Count.REJECTED, tally.rejected());
    ledger.add(name, Count.DROPPED_BY_SENDER, tally.dropped());
    return tally;
  }

  /**
   * Takes a request of a sender in this process in; once this returns it is in the log.
   *
   * @return items refused one by one
   * @throws IOException if it may be offered again
   * @throws IllegalArgumentException if it may not
   */
  public long takeLocal(Source source, byte[] body) throws IOException {
    try {
      return take(source, TelemetryKind.TRACES, body, body.length).rejected();
    } catch (RefusedException e) {
      count(source.name(), e);
      if (e.retryAfterSeconds() > 0) {
        throw new IOException(e.text(), e);
      }
      throw new IllegalArgumentException(e.text(), e);
    }
  }

  /** Counts a request of a sender that is refused whole, and hands the refusal back. */
  RefusedException counted(String source, RefusedException refused) {
    count(source, refused);
    return refused;
  }

  private void count(String source, RefusedException refused) {
    ledger.heard(source, clock.instant());
    ledger.add(
        source,
        switch (refused.refusal()) {
          case UNAVAILABLE, INTERNAL -> Count.PUT_OFF;
          case RATE -> Count.RATE_LIMITED;
          case UNKNOWN_CREDENTIAL -> Count.UNKNOWN_CREDENTIAL;
          case MALFORMED, NOT_FOUND, METHOD, TOO_LARGE, MEDIA_TYPE -> Count.REFUSED;
        },
        1);
  }

  private static Count items(TelemetryKind kind) {
    return switch (kind) {
      case TRACES -> Count.SPANS;
      case LOGS -> Count.LOG_RECORDS;
      case METRICS -> Count.DATA_POINTS;
    };
  }

  private static Tally check(TelemetryKind kind, byte[] body) throws RefusedException {
    try {
      return kind.check(body);
    } catch (InvalidProtocolBufferException e) {
      throw new RefusedException(
          Refusal.MALFORMED,
          "body: got bytes that cannot be read (expected: an "
              + kind.request()
              + "): "
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
}
