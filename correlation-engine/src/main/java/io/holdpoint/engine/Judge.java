// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.ContainmentView.Standing;
import io.holdpoint.engine.Coverage.Loss;
import io.holdpoint.engine.Hearing.Told;
import io.holdpoint.engine.call.Call;
import io.holdpoint.engine.call.Names;
import io.holdpoint.engine.drift.DriftFacts;
import io.holdpoint.engine.drift.DriftReading;
import io.holdpoint.engine.drift.DriftRun;
import io.holdpoint.engine.drift.Snapshot;
import io.holdpoint.engine.esper.ShardRuntime;
import io.holdpoint.engine.event.Flagged;
import io.holdpoint.engine.event.StepFacts;
import io.holdpoint.engine.event.StepFacts.Around;
import io.holdpoint.engine.event.Telemetry;
import io.holdpoint.engine.event.ToolCall;
import io.holdpoint.engine.event.ToolResult;
import io.holdpoint.engine.ledger.ResourceLedger;
import io.holdpoint.engine.provenance.CallOrigin;
import io.holdpoint.engine.provenance.OriginReader;
import io.holdpoint.engine.provenance.Origins;
import io.holdpoint.engine.record.Input;
import io.holdpoint.engine.state.Floors;
import io.holdpoint.engine.state.Latches;
import io.holdpoint.engine.state.Risk;
import io.holdpoint.engine.state.SessionState;
import io.holdpoint.engine.state.SessionTable;
import io.holdpoint.engine.state.StepMemory;
import io.holdpoint.engine.state.Tracked;
import io.holdpoint.engine.trail.LooksReader;
import io.holdpoint.engine.trail.TrailFacts;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges the steps of one shard. Many threads may judge at once, but one at a time for each
 * session: what belongs to a session is guarded by its lane, what is shared beyond that takes many
 * threads.
 */
final class Judge {
  private final ShardRuntime runtime;
  private final SessionTable sessions;
  private final Floors floors;
  private final Drifting drifting;
  private final ContainmentView containment;
  private final Refusals refusals;
  private final Verdicts verdicts;
  private final Coverage coverage;
  private final FleetDuty duty;
  private final LooksReader looks;
  private final Names names = new Names();
  private final AtomicLong clock = new AtomicLong();
  private final AtomicLong sequence = new AtomicLong();
  private final Hearing hearing;
  private final Asking asking;

  Judge(
      ShardRuntime runtime,
      SessionTable sessions,
      Floors floors,
      Drifting drifting,
      ContainmentView containment,
      Refusals refusals,
      Verdicts verdicts,
      Coverage coverage,
      FleetDuty duty,
      LooksReader looks,
      Supplier<OriginReader> readers,
      ResourceLedger ledger) {
    this.runtime = runtime;
    this.sessions = sessions;
    this.floors = floors;
    this.drifting = drifting;
    this.containment = containment;
    this.refusals = refusals;
    this.verdicts = verdicts;
    this.coverage = coverage;
    this.duty = duty;
    this.looks = looks;
    this.hearing = new Hearing(readers, ledger, coverage);
    this.asking = new Asking(runtime, floors, drifting, containment, verdicts, duty);
  }

  /** Whether what is found is acted on, or only remembered because it is history. */
  enum Output {
    LIVE,
    /** History as the journal tells it, with the containment of its time. */
    MUTED,
    /** History as it was recorded, which tells what was contained when. */
    REPLAYED
  }

  /** True if attempts have to reach the rules one at a time, in their order. */
  boolean remembersAttempts() {
    return runtime.remembers(ToolCall.class);
  }

  /** True if completions have to reach the rules one at a time, in their order. */
  boolean remembersCompletions() {
    return runtime.remembers(ToolResult.class);
  }

  /** True if observations have to reach the rules one at a time, in their order. */
  boolean remembersObservations() {
    return runtime.remembers(Telemetry.class);
  }

  /** Takes in what was said in a session before its first call. */
  void told(SessionId session, List<Told> told) {
    hearing.told(session, told);
  }

  /**
   * Judges an attempt. What is returned asks the rules, and is all that is left to do: only that
   * has to be done one at a time where they have a memory.
   *
   * @param text its arguments as far as they are known here
   * @param arrival when it arrived, in milliseconds since 1970
   */
  Supplier<Assessment> attempt(Step.Attempted attempt, String text, long arrival, Output output) {
    long now = advance(arrival);
    Session session = attempt.session();
    Optional<Tracked> opened = sessions.open(session, now);
    if (opened.isEmpty()) {
      hearing.forget(session.id());
      coverage.count(Loss.MEMORY);
      return known(lost(attempt, Loss.MEMORY));
    }
    Tracked tracked = opened.get();
    hearing.listen(tracked);
    StepMemory.Entry known = tracked.steps().find(attempt.id());
    Assessment before = known == null ? null : known.attempt();
    Verdict contained = asking.contained(attempt, output);
    if (contained != null) {
      return known(
          before != null && before.decision().verdict() instanceof Verdict.Deny
              ? before
              : asking.contained(contained, tracked, attempt.at()));
    }
    return before != null ? known(before) : judge(attempt, text, tracked, now, output);
  }

  /**
   * Takes in how an attempt ended. What is returned asks the rules, as with attempts.
   *
   * @param text its result as far as it is known here
   * @param arrival when that arrived, in milliseconds since 1970
   */
  Supplier<Assessment> completion(
      Step.Completed completion, String text, long arrival, Output output) {
    long now = advance(arrival);
    Tracked tracked = sessions.find(completion.session());
    if (tracked == null) {
      coverage.count(Loss.UNKNOWN_CALL);
      return known(FailureMode.permit(Loss.UNKNOWN_CALL, completion.at()));
    }
    tracked.shrinkIfIdle(now);
    StepMemory.Entry known = tracked.steps().find(completion.id());
    if (known != null && known.completion() != null) {
      return known(known.completion());
    }
    Call call = known == null ? null : known.call();
    if (call != null && output != Output.MUTED) {
      verdicts.sighting().completed(tracked);
    }
    Hearing.Heard heard = hearing.hear(completion, text, known, call, tracked);
    boolean deniedBefore =
        known != null
            && known.attempt() != null
            && known.attempt().decision().verdict() instanceof Verdict.Deny;
    Supplier<Assessment> rest = judge(heard.step(), tracked, call, deniedBefore, now, output);
    hearing.leaves(heard, call, tracked.visible(floors), tracked);
    return () -> {
      Assessment answer = rest.get();
      tracked.steps().finished(completion.id(), answer);
      return answer;
    };
  }

  /** The answer to an attempt that cannot be judged. */
  Assessment lost(Step.Attempted attempt, Loss loss) {
    return FailureMode.answer(attempt.tool(), verdicts.onLoss(), loss, attempt.at());
  }

  private static Supplier<Assessment> known(Assessment answer) {
    return () -> answer;
  }

  /**
   * Leaves the labels of a completion that cannot be taken in yet on the floor, so that they stand
   * for the floor's other sessions. The call is not known here; its latch, once the step is taken
   * in, is the earlier one and replaces this.
   */
  void latchOnFloor(Step.Completed completion) {
    Tracked tracked = sessions.find(completion.session());
    if (tracked != null) {
      Latches.Latch latch = new Latches.Latch(completion.id(), "unknown", Long.MAX_VALUE);
      floors.latch(tracked.session(), Latches.ofLabels(completion.labels(), latch));
    }
  }

  /**
   * Takes in what telemetry told; it can tighten within its grade and never loosen. What is
   * returned asks the rules, as with attempts.
   */
  Supplier<Assessment> observation(Step.Observed observation, String text, Output output) {
    Tracked tracked = sessions.find(observation.session());
    if (tracked == null) {
      return stray(observation);
    }
    StepMemory.Entry known = tracked.observations().find(observation.id());
    if (known != null && known.completion() != null) {
      return known(known.completion());
    }
    if (tracked.steps().find(observation.id()) != null) {
      return known(asking.nothing(tracked, observation.at()));
    }
    hearing.hear(new Told(observation, text), tracked.provenance());
    verdicts.sighting().observed(tracked, observation.grade());
    return () -> {
      Telemetry event = new Telemetry(observation, clock.get());
      Assessment answer = asking.observation(observation, event, tracked, output);
      tracked.observations().finished(observation.id(), answer);
      return answer;
    };
  }

  /** Shows rules what telemetry told of a session that is not held; nobody is there to contain. */
  Supplier<Assessment> stray(Step.Observed observation) {
    return () -> {
      runtime.send(new Telemetry(observation, clock.get()));
      return permit(observation.at());
    };
  }

  /** Where the values of one of a session's last calls came from, if it is among them. */
  Optional<Origins> origins(SessionId session, StepId step) {
    Tracked tracked = sessions.find(session);
    return tracked == null ? Optional.empty() : tracked.provenance().originsOf(step);
  }

  /** What is known of a session, or nothing. */
  SessionState known(SessionId session) {
    Tracked tracked = sessions.find(session);
    return tracked == null ? SessionState.EMPTY : tracked.state();
  }

  /** What rules across sessions found came to a session then. Returns it. */
  Input.Owed owed(Input.Owed owed) {
    Tracked tracked = sessions.find(owed.session());
    if (tracked != null) {
      owed.scores().forEach(score -> tracked.join(SessionState.suspected(score)));
    }
    return owed;
  }

  /** A session as its credential presented itself, or empty if it is not held. */
  Optional<Session> session(SessionId id) {
    return Optional.ofNullable(sessions.find(id)).map(Tracked::session);
  }

  /** How bad a session looks and why, or empty if it is not held. */
  Optional<Risk> riskOf(SessionId session) {
    return Optional.ofNullable(sessions.find(session))
        .map(t -> Risk.of(t.state().counters(), t.visible(floors)));
  }

  /**
   * Takes in what is known of another session that turned out to be this one. What was said in that
   * one is not told again: values that are found nowhere may have come from there.
   */
  void join(SessionId session, SessionState other) {
    Tracked tracked = sessions.find(session);
    if (tracked != null) {
      tracked.join(other);
      tracked.provenance().missed();
      floors.latch(tracked.session(), other.latches());
    }
  }

  /** Takes in that a session is over; a clean one teaches its credential's baseline, once. */
  void ended(Session session, Instant at) {
    Tracked tracked = sessions.find(session.id());
    if (tracked == null || !tracked.end()) {
      return;
    }
    SessionState.Counters counters = tracked.state().counters();
    boolean clean =
        counters.completed() > 0
            && counters.detections() == 0
            && counters.denied() == 0
            && containment.of(session) == Standing.FREE
            && containment.allowed(session) == null;
    if (clean) {
      drifting.learn(tracked, at);
    }
  }

  /** How a session compares with what its agent usually does; empty if it made no call here. */
  Optional<DriftReading> drift(SessionId session) {
    Tracked tracked = sessions.find(session);
    return Optional.ofNullable(tracked == null ? null : tracked.drift()).map(DriftRun::reading);
  }

  /** How far it has drifted by now; empty if it made no call here or has no baseline. */
  Optional<DriftFacts> drifted(SessionId session) {
    Tracked tracked = sessions.find(session);
    return Optional.ofNullable(tracked == null ? null : tracked.drift())
        .filter(run -> !run.baseline().isEmpty())
        .map(DriftRun::facts);
  }

  private Supplier<Assessment> judge(
      Step.Attempted attempt, String text, Tracked tracked, long now, Output output) {
    Call call = Call.of(attempt, names, now, sequence.incrementAndGet());
    TrailFacts trail =
        tracked
            .trail()
            .attempted(call, text.isEmpty() ? attempt.arguments().masked() : text, looks, now);
    DriftFacts drift = drifting.attempted(attempt, call, tracked, now);
    CallOrigin origin = hearing.origin(attempt, text, tracked);
    Flagged flagged = duty.flagged(call, trail, origin.origins(), now);
    StepFacts facts = facts(call, tracked, new Around(trail, flagged), drift, now);
    tracked.attempted(call);
    ToolCall event = new ToolCall(facts, origin);
    String arguments = text.isEmpty() ? attempt.arguments().masked() : text;
    Contribution evasion =
        origin.userKnown() && origin.userNamed()
            ? null
            : refusals.alike(attempt, arguments).map(Verdicts::evasion).orElse(null);
    return () -> {
      Assessment answer = asking.attempt(attempt, call, event, evasion, tracked, output);
      for (Detection found : answer.detections()) {
        if (found.mode() == Mode.ENFORCE
            && found.action().compareTo(Action.DENY) >= 0
            && found.action() != Action.PAUSE) {
          refusals.note(attempt, arguments, found.rule());
        }
      }
      return answer;
    };
  }

  /** The labels stand before any rule is asked, so that no failing rule can lose them. */
  private Supplier<Assessment> judge(
      Step.Completed completion,
      Tracked tracked,
      @Nullable Call call,
      boolean deniedBefore,
      long now,
      Output output) {
    String tool = call == null ? "unknown" : call.toolName();
    DriftFacts drift =
        call == null || completion.outcome() instanceof Outcome.Refused
            ? DriftFacts.NONE
            : drifting.completed(completion, tracked);
    StepFacts facts =
        call == null
            ? null
            : facts(
                call,
                tracked,
                new Around(tracked.trail().of(call.id()), Flagged.NOTHING),
                drift,
                now);
    if (!completion.labels().isEmpty()) {
      Latches labels =
          Latches.ofLabels(completion.labels(), new Latches.Latch(completion.id(), tool, now));
      floors.latch(tracked.session(), labels);
      tracked.join(SessionState.labelled(labels));
    }
    if (call == null || facts == null) {
      coverage.count(Loss.UNKNOWN_CALL);
      return known(asking.nothing(tracked, completion.at()));
    }
    if (completion.outcome() instanceof Outcome.Refused) {
      if (!deniedBefore) {
        asking.refused(facts, tracked, output);
      }
      return known(asking.nothing(tracked, completion.at()));
    }
    tracked.completed(call, completion.outcome() instanceof Outcome.Succeeded);
    tracked.trail().completed(call, completion.labels().contains(DataLabel.UNTRUSTED));
    ToolResult event = new ToolResult(facts, completion);
    return () -> asking.completion(completion, event, tracked, output);
  }

  private StepFacts facts(Call call, Tracked tracked, Around around, DriftFacts drift, long now) {
    SessionState state = tracked.state();
    Snapshot baseline = drifting.run(tracked).baseline();
    boolean newTool = !state.tools().contains(call.toolName()) && !baseline.knows(call.toolName());
    return new StepFacts(
        call,
        tracked.visible(floors),
        state.counters(),
        state.repeatsOf(call),
        newTool,
        baseline.cleanSessions(),
        around,
        drift,
        now);
  }

  /** Engine time: that of the latest arrival so far. */
  private long advance(long arrival) {
    long now = clock.get();
    return arrival <= now ? now : clock.accumulateAndGet(arrival, Math::max);
  }

  private static Assessment permit(Instant at) {
    return new Assessment(Verdicts.noObjection(at), List.of(), List.of(), 0);
  }
}
