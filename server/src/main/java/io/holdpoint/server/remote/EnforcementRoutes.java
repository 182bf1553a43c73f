// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote;

import static java.util.Objects.requireNonNull;

import io.holdpoint.dashboard.ControlRoute;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.SessionMonitor;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import io.holdpoint.model.wire.WireCodec;
import io.holdpoint.model.wire.WireFormatException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What remote gateways ask of the process that owns the engine. What they report is journaled here
 * too: the engine is restored from this process's journal alone. Safe for use by many threads.
 */
public final class EnforcementRoutes {

  private static final byte[] NOTHING = new byte[0];

  private final SessionMonitor monitor;
  private final SignalBus signals;
  private final Journal journal;
  private final InstantSource clock;

  /**
   * @param monitor the engine
   * @param signals where their signals go
   * @param journal where their steps go
   * @param clock for gate states that end by themselves
   */
  public EnforcementRoutes(
      SessionMonitor monitor, SignalBus signals, Journal journal, InstantSource clock) {
    this.monitor = requireNonNull(monitor, "monitor");
    this.signals = requireNonNull(signals, "signals");
    this.journal = requireNonNull(journal, "journal");
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * The routes.
   *
   * @param tokenSha256 hash of the gateways' token in lower-case hexadecimal
   * @param journalId names this process's journal: a gateway that meets another one starts over
   */
  public List<ControlRoute> routes(String tokenSha256, String journalId) {
    SignalPoll poll = new SignalPoll(signals, journalId);
    return List.of(
        route(EnforcementPath.ASSESS, tokenSha256, this::assess),
        route(EnforcementPath.COMPLETE, tokenSha256, this::complete),
        route(EnforcementPath.ENDED, tokenSha256, this::ended),
        route(EnforcementPath.PUBLISH, tokenSha256, this::publish),
        route(EnforcementPath.SIGNALS, tokenSha256, poll::answer));
  }

  private static ControlRoute route(
      EnforcementPath path, String tokenSha256, Function<byte[], CompletionStage<byte[]>> handler) {
    return new ControlRoute(
        path.path(),
        tokenSha256,
        body -> {
          try {
            return handler.apply(body);
          } catch (WireFormatException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
          }
        });
  }

  private CompletionStage<byte[]> assess(byte[] body) {
    if (!(WireCodec.STEP.read(body) instanceof Step.Attempted attempt)) {
      throw new IllegalArgumentException("step: got another phase (expected: attempted)");
    }
    return monitor
        .assess(attempt)
        .thenApply(assessment -> atTheGate(attempt.session(), assessment))
        .thenCompose(
            assessment ->
                append(
                        new JournalRecord.Attempted(attempt),
                        new JournalRecord.Decided(attempt.id(), assessment.decision()))
                    .thenApply(done -> WireCodec.ASSESSMENT.write(assessment)));
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

  private CompletionStage<byte[]> complete(byte[] body) {
    if (!(WireCodec.STEP.read(body) instanceof Step.Completed completion)) {
      throw new IllegalArgumentException("step: got another phase (expected: completed)");
    }
    return append(new JournalRecord.Completed(completion))
        .thenCompose(done -> monitor.complete(completion))
        .thenApply(WireCodec.ASSESSMENT::write);
  }

  private CompletionStage<byte[]> ended(byte[] body) {
    if (!(WireCodec.RECORD.read(body) instanceof JournalRecord.SessionEnded ended)) {
      throw new IllegalArgumentException("record: got another one (expected: session ended)");
    }
    return append(ended)
        .thenApply(
            done -> {
              monitor.ended(ended.session(), ended.at());
              return NOTHING;
            });
  }

  /** A gateway may pass on what a rule asked for; operators' orders come through the API. */
  private CompletionStage<byte[]> publish(byte[] body) {
    Signal signal = WireCodec.SIGNAL.read(body);
    boolean byRule =
        switch (signal.header().author()) {
          case io.holdpoint.model.signal.Author.ByRule r -> true;
          case io.holdpoint.model.signal.Author.Operator o -> false;
        };
    boolean tightens =
        switch (signal) {
          case Signal.Pause p -> true;
          case Signal.Kill k -> true;
          case Signal.Resume r -> false;
          case Signal.Release r -> false;
        };
    if (!byRule || !tightens) {
      return CompletableFuture.failedStage(
          new IllegalArgumentException(
              "signal: got a "
                  + signal.word()
                  + " by "
                  + (byRule ? "a rule" : "an operator")
                  + " (expected: a pause or kill by a rule)"));
    }
    return signals.publish(signal).thenApply(WireCodec.PUBLISHED::write);
  }

  private CompletionStage<Void> append(JournalRecord... records) {
    return journal.append(Journal.Durability.PROCESS, List.of(records));
  }
}
