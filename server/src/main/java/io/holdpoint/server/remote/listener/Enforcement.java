// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.listener;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.ApprovalDesk;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.SessionMonitor;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.signal.Scope;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import io.holdpoint.model.wire.WireCodec;
import io.holdpoint.server.remote.wire.StepMessage;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What gateways ask of the process that owns the engine. What they report is journaled here too:
 * the engine is restored from this process's journal alone. A gateway speaks of its own steps only.
 * Safe for use by many threads.
 */
final class Enforcement {

  private static final byte[] NOTHING = new byte[0];
  private static final int MOST_UNDER_WAY = 100_000;

  private final SessionMonitor monitor;
  private final SignalBus signals;
  private final ApprovalDesk approvals;
  private final Journal journal;
  private final LinkedHashMap<StepId, Session> underWay = new LinkedHashMap<>();
  private final InstantSource clock;

  /**
   * @param monitor the engine
   * @param signals where their signals go
   * @param approvals is told what reaches their sessions
   * @param journal where their steps go
   * @param clock for gate states that end by themselves
   */
  Enforcement(
      SessionMonitor monitor,
      SignalBus signals,
      ApprovalDesk approvals,
      Journal journal,
      InstantSource clock) {
    this.monitor = requireNonNull(monitor, "monitor");
    this.signals = requireNonNull(signals, "signals");
    this.approvals = requireNonNull(approvals, "approvals");
    this.journal = requireNonNull(journal, "journal");
    this.clock = requireNonNull(clock, "clock");
  }

  CompletionStage<byte[]> assess(String gateway, byte[] body) {
    StepMessage message = StepMessage.read(body);
    if (!(message.step() instanceof Step.Attempted attempt)) {
      throw new IllegalArgumentException("step: got another phase (expected: attempted)");
    }
    checkSource(gateway, attempt.id());
    begun(attempt);
    return monitor
        .assess(attempt, message.clear())
        .thenApply(assessment -> atTheGate(attempt.session(), assessment))
        .thenCompose(
            assessment ->
                append(
                        new JournalRecord.Attempted(attempt),
                        new JournalRecord.Decided(attempt.id(), assessment.decision()))
                    .thenApply(done -> WireCodec.ASSESSMENT.write(assessment)));
  }

  CompletionStage<byte[]> complete(String gateway, byte[] body) {
    StepMessage message = StepMessage.read(body);
    if (!(message.step() instanceof Step.Completed completion)) {
      throw new IllegalArgumentException("step: got another phase (expected: completed)");
    }
    checkSource(gateway, completion.id());
    reached(completion);
    return append(new JournalRecord.Completed(completion))
        .thenCompose(done -> monitor.complete(completion, message.clear()))
        .thenApply(WireCodec.ASSESSMENT::write);
  }

  CompletionStage<byte[]> ended(String gateway, byte[] body) {
    if (!(WireCodec.RECORD.read(body) instanceof JournalRecord.SessionEnded ended)) {
      throw new IllegalArgumentException(
          "record of " + gateway + ": got another one (expected: session ended)");
    }
    return append(ended)
        .thenApply(
            done -> {
              monitor.ended(ended.session(), ended.at());
              return NOTHING;
            });
  }

  /** A gateway may pass on what a rule asked for; operators' orders come through the API. */
  CompletionStage<byte[]> publish(String gateway, byte[] body) {
    Signal signal = WireCodec.SIGNAL.read(body);
    boolean byRule =
        switch (signal.header().author()) {
          case Author.ByRule r -> true;
          case Author.Operator o -> false;
        };
    boolean tightens =
        switch (signal) {
          case Signal.Pause p -> true;
          case Signal.Kill k -> true;
          case Signal.Restrict r -> true;
          case Signal.Resume r -> false;
          case Signal.Release r -> false;
        };
    if (!byRule || !tightens || signal.header().scope() == Scope.ALL) {
      return CompletableFuture.failedStage(
          new IllegalArgumentException(
              "signal of "
                  + gateway
                  + ": got a "
                  + signal.word()
                  + " of "
                  + signal.header().scope().word()
                  + " by "
                  + (byRule ? "a rule" : "an operator")
                  + " (expected: a pause, restriction or kill by a rule, not of all)"));
    }
    return signals.publish(signal).thenApply(WireCodec.PUBLISHED::write);
  }

  /** A step under another gateway's name would be evidence that one never gave. */
  static void checkSource(String gateway, StepId id) {
    if (!id.source().equals(gateway)) {
      throw new IllegalArgumentException(
          "step source: got \""
              + id.source()
              + "\" (expected: \""
              + gateway
              + "\", the name this gateway was enrolled under)");
    }
  }

  private void begun(Step.Attempted attempt) {
    synchronized (underWay) {
      underWay.put(attempt.id(), attempt.session());
      if (underWay.size() > MOST_UNDER_WAY) {
        underWay.pollFirstEntry();
      }
    }
  }

  /** A grant for a session ends when data of another kind reaches it, wherever it calls. */
  private void reached(Step.Completed completion) {
    Session session;
    synchronized (underWay) {
      session = underWay.remove(completion.id());
    }
    if (session != null) {
      approvals.reached(session, completion.labels());
    }
  }

  /** A signal that is durable here may still be on its way to the gateway that asks. */
  private Assessment atTheGate(Session session, Assessment assessment) {
    GateState state = signals.containment().stateOf(session, clock.instant());
    if (!(state instanceof GateState.Killed killed)) {
      return assessment;
    }
    Signal.Header cause = killed.cause().header();
    Contribution gate =
        new Contribution(
            "gate",
            Verdict.Deny.PLAIN,
            new Reason(
                "gate.killed",
                null,
                "Killed by " + cause.author().label() + ", reference " + cause.ref() + ".",
                List.of()));
    return new Assessment(
        assessment.decision().and(gate),
        assessment.detections(),
        assessment.signals(),
        assessment.risk());
  }

  private CompletionStage<Void> append(JournalRecord... records) {
    return journal.append(Journal.Durability.PROCESS, List.of(records));
  }
}
