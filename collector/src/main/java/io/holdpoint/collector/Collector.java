// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector;

import static java.util.Objects.requireNonNull;

import io.holdpoint.collector.dialect.ContentView;
import io.holdpoint.collector.forward.Forwarder;
import io.holdpoint.collector.forward.JoinedVerdicts;
import io.holdpoint.collector.ledger.LossWatch;
import io.holdpoint.collector.ledger.SourceLedger;
import io.holdpoint.collector.log.TelemetryLog;
import io.holdpoint.collector.otlp.Intake;
import io.holdpoint.collector.otlp.Reception;
import io.holdpoint.collector.projection.Projector;
import io.holdpoint.collector.projection.Rebuild;
import io.holdpoint.collector.source.RegisteredSource;
import io.holdpoint.collector.source.Source;
import io.holdpoint.model.port.CoverageListener;
import io.holdpoint.model.port.RequestListener;
import io.holdpoint.model.port.SessionMonitor;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.port.StepListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes OTLP in over gRPC and HTTP, acknowledges them once they are in its log, and carries them
 * from there into the store. Safe for use by many threads.
 */
public final class Collector implements AutoCloseable {

  private final TelemetryLog log;
  private final Intake intake;
  private final Projector projector;
  private final SourceLedger ledger;
  private final LossWatch losses;
  private final Reception reception;
  private final Optional<Forwarder> forwarder;

  private Collector(
      TelemetryLog log,
      Intake intake,
      Projector projector,
      SourceLedger ledger,
      LossWatch losses,
      Reception reception,
      Optional<Forwarder> forwarder) {
    this.log = log;
    this.intake = intake;
    this.projector = projector;
    this.ledger = ledger;
    this.losses = losses;
    this.reception = reception;
    this.forwarder = forwarder;
  }

  /**
   * Opens the log, begins to project what an earlier run left over, and starts listening.
   *
   * @param store where steps go; not closed by the collector. A store that is also {@link
   *     java.io.Flushable} is flushed before a position in the log is noted as done
   * @param monitor is told of steps known from telemetry alone
   * @param signals gets the signals the monitor asks for, where the evidence allows them
   * @param listeners are told of steps once they are stored
   * @param clock tells when something arrived
   * @throws IOException if the log cannot be opened or a port cannot be had; nothing is left
   *     running
   */
  public static Collector start(
      CollectorConfig config,
      SessionStore store,
      SessionMonitor monitor,
      SignalBus signals,
      List<StepListener> listeners,
      InstantSource clock)
      throws IOException {
    return start(
        config,
        store,
        monitor,
        signals,
        new Listeners(listeners, List.of(), RequestListener.NONE),
        ContentView.SIZES,
        clock);
  }

  /**
   * Who is told.
   *
   * @param steps of steps once they are stored
   * @param losses of what was lost
   * @param requests of requests once they are answered
   */
  public record Listeners(
      List<StepListener> steps, List<CoverageListener> losses, RequestListener requests) {
    public Listeners {
      requireNonNull(requests, "requests");
      steps = List.copyOf(steps);
      losses = List.copyOf(losses);
    }
  }

  /**
   * As above, with more to say about it.
   *
   * @param listeners are told of steps and of losses
   * @param contents says what is kept of the content of frameworks' steps
   */
  public static Collector start(
      CollectorConfig config,
      SessionStore store,
      SessionMonitor monitor,
      SignalBus signals,
      Listeners listeners,
      ContentView contents,
      InstantSource clock)
      throws IOException {
    SourceLedger ledger = new SourceLedger();
    TelemetryLog log = TelemetryLog.open(config.folder(), config.log());
    JoinedVerdicts verdicts = new JoinedVerdicts();
    Projector projector =
        new Projector(
            log,
            store,
            monitor,
            signals,
            Stream.concat(listeners.steps().stream(), Stream.of(verdicts)).toList(),
            config.projectorShare(),
            ledger,
            contents,
            config.sources().stream().map(RegisteredSource::source).toList(),
            clock);
    projector.tellAtRecall(verdicts);
    Optional<Forwarder> forward = forwarder(log, config, verdicts, projector::isTold, clock);
    Intake intake =
        new Intake(config.sources(), config.reception().anonymousRate(), log, ledger, clock);
    try {
      Reception reception =
          Reception.start(
              config.grpcListen(),
              config.httpListen(),
              config.maxRequest(),
              config.reception(),
              intake,
              listeners.requests());
      projector.start();
      LossWatch losses = LossWatch.start(ledger, listeners.losses(), clock);
      Optional<Forwarder> forwarder = forward.map(Forwarder::start);
      return new Collector(log, intake, projector, ledger, losses, reception, forwarder);
    } catch (IOException | RuntimeException e) {
      log.close();
      throw e;
    }
  }

  /**
   * Fills a store from all that the log still holds. No collector may run on the log.
   *
   * @param told is told of what is stored
   * @return how many requests of senders were read
   * @throws IOException if the log cannot be opened or read
   */
  public static long rebuild(
      CollectorConfig config, SessionStore store, StepListener told, ContentView contents)
      throws IOException {
    try (TelemetryLog log = TelemetryLog.open(config.folder(), config.log())) {
      return new Rebuild(
              log,
              store,
              told,
              contents,
              config.sources().stream().map(RegisteredSource::source).toList())
          .run();
    }
  }

  private static Optional<Forwarder> forwarder(
      TelemetryLog log,
      CollectorConfig config,
      JoinedVerdicts verdicts,
      Forwarder.Settled settled,
      InstantSource clock)
      throws IOException {
    if (config.forward().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Forwarder(log, config.forward().get(), verdicts, settled, clock));
    } catch (IOException e) {
      log.close();
      throw e;
    }
  }

  /**
   * Takes a request of a sender in this process, as if it had come over the network from a
   * registered source.
   *
   * @param request an {@code ExportTraceServiceRequest} in protobuf, not changed afterwards; once
   *     this returns it survives the end of the process
   * @return how many of its spans were refused for good
   * @throws IOException if it cannot be taken now; nothing of it was, and it may be offered again
   * @throws IllegalArgumentException if it cannot be read
   */
  public long take(Source source, byte[] request) throws IOException {
    return intake.takeLocal(source, request);
  }

  /** The port of OTLP over gRPC. */
  public int grpcPort() {
    return reception.grpcPort();
  }

  /** The port of OTLP over HTTP. */
  public int httpPort() {
    return reception.httpPort();
  }

  /**
   * Waits until everything acknowledged so far is in the store.
   *
   * @return false if time was up before
   */
  public boolean awaitProjected(Duration limit) throws InterruptedException {
    return projector.awaitProjected(limit);
  }

  /** What was done since the start. */
  public CollectorStats stats() {
    return new CollectorStats(ledger.reports(), projector.stats(), forwarder.map(Forwarder::stats));
  }

  /** Stops listening, then projecting; what is left over is projected at the next start. */
  @Override
  public void close() {
    reception.close();
    projector.close();
    forwarder.ifPresent(Forwarder::close);
    losses.close();
    try {
      log.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
