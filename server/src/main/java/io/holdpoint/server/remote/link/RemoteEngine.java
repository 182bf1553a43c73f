// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.link;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.bypass.JournaledBypass;
import io.holdpoint.gateway.containment.JournaledDeclarations;
import io.holdpoint.gateway.offer.OfferBook;
import io.holdpoint.model.port.ApprovalDesk;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.SessionMonitor;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.server.remote.trust.Enrolment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine of another process and its signals, as a gateway needs them. */
public final class RemoteEngine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteEngine.class);

  private final EngineCalls calls;
  private final EngineLink link;
  private final RemoteSignalBus signals;
  private final RemoteSessionMonitor monitor;
  private final RemoteApprovalDesk approvals;

  private RemoteEngine(
      EngineCalls calls, StandingSignals standing, ToldFacts facts, LinkSettings settings) {
    this.calls = calls;
    this.link = new EngineLink(calls, standing, facts, settings.lease());
    this.signals = new RemoteSignalBus(calls, standing);
    this.monitor = new RemoteSessionMonitor(calls, link, settings, this::late);
    this.approvals = new RemoteApprovalDesk(calls, link, settings.hold());
  }

  /**
   * What a gateway keeps itself of what the engine tells it.
   *
   * @param journal its own: signals, declared sessions, offers and bypasses are kept in it
   * @param origin file in its data folder that names the engine's journal
   * @param declarations as far as known
   * @param offers as seen here so far
   * @param bypass as far as known
   */
  public record Own(
      Journal journal,
      Path origin,
      JournaledDeclarations declarations,
      OfferBook offers,
      JournaledBypass bypass) {
    public Own {
      requireNonNull(journal, "journal");
      requireNonNull(origin, "origin");
      requireNonNull(declarations, "declarations");
      requireNonNull(offers, "offers");
      requireNonNull(bypass, "bypass");
    }
  }

  /**
   * Connects, and knows all signals so far when it returns. Where the engine is away, what stood at
   * this gateway's last end stands again and the failure mode holds; a gateway that never knew who
   * was killed must not open.
   *
   * @param enrolment who this gateway is, and where the engine
   * @param own what the gateway knows itself
   * @param patience how long to wait for the engine
   * @throws EngineAwayException if it cannot be reached and nothing is known of its signals
   */
  public static RemoteEngine connect(
      Enrolment enrolment, LinkSettings settings, Own own, Duration patience)
      throws EngineAwayException {
    requireNonNull(enrolment, "enrolment");
    int colon = enrolment.engine().lastIndexOf(':');
    String host = enrolment.engine().substring(0, colon).replace("[", "").replace("]", "");
    EngineCalls calls =
        new EngineCalls(
            host, Integer.parseInt(enrolment.engine().substring(colon + 1)), enrolment.identity());
    StandingSignals standing =
        new StandingSignals(new LatchFile(own.journal(), own.origin()), enrolment.signals());
    ToldFacts facts =
        new ToldFacts(own.declarations(), own.offers(), own.bypass(), enrolment.signals());
    RemoteEngine engine = new RemoteEngine(calls, standing, facts, settings);
    try {
      engine.link.start().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return engine;
    } catch (TimeoutException | ExecutionException e) {
      if (!standing.journalId().isEmpty()) {
        LOG.warn(
            "engine {} cannot be reached; {} signals known from before stand",
            calls.engine(),
            standing.applied());
        return engine;
      }
      engine.close();
      throw new EngineAwayException(calls.engine(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      engine.close();
      throw new EngineAwayException(calls.engine(), e);
    }
  }

  /** Judges by asking the other process. */
  public SessionMonitor monitor() {
    return monitor;
  }

  /** The other process's signals. */
  public SignalBus signals() {
    return signals;
  }

  /** The other process's approval desk. */
  public ApprovalDesk approvals() {
    return approvals;
  }

  /** True if the engine was heard within the lease, and all its signals stand here. */
  public boolean isAlive() {
    return link.isAlive();
  }

  @Override
  public void close() {
    approvals.close();
    link.close();
    calls.close();
  }

  /** What the engine asks for once it learns of earlier steps is carried out at once. */
  private void late(Assessment assessment) {
    for (Signal signal : assessment.signals()) {
      signals
          .publish(signal)
          .whenComplete(
              (published, trouble) -> {
                if (trouble != null) {
                  LOG.error("signal {} was not published", signal.header().ref(), trouble);
                }
              });
    }
  }
}
