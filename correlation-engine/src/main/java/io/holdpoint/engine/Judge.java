// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.ContainmentView.Standing;
import io.holdpoint.engine.Coverage.Loss;
import io.holdpoint.engine.Hearing.Told;
import io.holdpoint.engine.baseline.Baselines;
import io.holdpoint.engine.esper.Match;
import io.holdpoint.engine.esper.ShardRuntime;
import io.holdpoint.engine.event.StepEvent;
import io.holdpoint.engine.event.StepFacts;
import io.holdpoint.engine.event.Telemetry;
import io.holdpoint.engine.event.ToolCall;
import io.holdpoint.engine.event.ToolResult;
import io.holdpoint.engine.provenance.CallOrigin;
import io.holdpoint.engine.provenance.OriginReader;
import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.state.Call;
import io.holdpoint.engine.state.Floors;
import io.holdpoint.engine.state.Latches;
import io.holdpoint.engine.state.Names;
import io.holdpoint.engine.state.SessionState;
import io.holdpoint.engine.state.SessionTable;
import io.holdpoint.engine.state.StepMemory;
import io.holdpoint.engine.state.Tracked;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
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
  private final Baselines baselines;
  private final ContainmentView containment;
  private final Verdicts verdicts;
  private final Coverage coverage;
  private final Names names = new Names();
  private final AtomicLong clock = new AtomicLong();
  private final AtomicLong sequence = new AtomicLong();
  private final Hearing hearing;

  Judge(
      ShardRuntime runtime,
      SessionTable sessions,
      Floors floors,
      Baselines baselines,
      ContainmentView containment,
      Verdicts verdicts,
      Coverage coverage,
      Supplier<OriginReader> readers) {
    this.runtime = runtime;
    this.sessions = sessions;
    this.floors = floors;
    this.baselines = baselines;
    this.containment = containment;
    this.verdicts = verdicts;
    this.coverage = coverage;
    this.hearing = new Hearing(readers);
  }

  /** Whether what is found is acted on, or only remembered because it is history. */
  enum Output {
    LIVE,
    MUTED
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
    Verdict contained = contained(session, output);
    if (contained != null) {
      return known(
          before != null && before.decision().verdict() instanceof Verdict.Deny
              ? before
              : containedAnswer(contained, tracked, attempt.at()));
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
    StepMemory.Entry known = tracked.steps().find(completion.id());
    if (known != null && known.completion() != null) {
      return known(known.completion());
    }
    Call call = known == null ? null : known.call();
    hearing.hear(completion, text, known, tracked);
    boolean deniedBefore =
        known != null
            && known.attempt() != null
            && known.attempt().decision().verdict() instanceof Verdict.Deny;
    Supplier<Assessment> rest = judge(completion, tracked, call, deniedBefore, now, output);
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
      return known(assessment(List.of(), List.of(), List.of(), tracked, observation.at()));
    }
    hearing.hear(new Told(observation, text), tracked.provenance());
    return () -> {
      List<Match> matches = runtime.send(new Telemetry(observation, clock.get()));
      Assessment answer = observed(matches, observation, tracked, output);
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
            && containment.of(session) == Standing.FREE;
    if (clean) {
      baselines.learn(session.floor(), tracked.state().tools(), at);
    }
  }

  private Supplier<Assessment> judge(
      Step.Attempted attempt, String text, Tracked tracked, long now, Output output) {
    Call call = Call.of(attempt, names, now, sequence.incrementAndGet());
    StepFacts facts = facts(call, tracked, now);
    CallOrigin origin = hearing.origin(attempt, text, tracked.provenance());
    tracked.join(SessionState.attempted(call));
    ToolCall event = new ToolCall(facts, origin);
    return () -> ask(attempt, call, event, tracked, output);
  }

  private Assessment ask(
      Step.Attempted attempt, Call call, ToolCall event, Tracked tracked, Output output) {
    List<Contribution> voices = new ArrayList<>();
    List<Detection> detections =
        detections(
            runtime.send(event, event.at()),
            attempt.at(),
            tracked,
            again -> voices.add(verdicts.onAttemptAgain(again)));
    for (Detection detection : detections) {
      if (detection.mode() == Mode.ENFORCE) {
        voices.add(verdicts.onAttempt(detection));
      }
    }
    List<Signal> signals = contain(attempt.session(), detections, output);
    Assessment answer = assessment(voices, detections, signals, tracked, attempt.at());
    if (answer.decision().verdict() instanceof Verdict.Deny) {
      tracked.join(SessionState.denied());
      tracked.steps().refused(call, answer);
    } else {
      tracked.steps().attempted(call, answer);
    }
    return answer;
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
    StepFacts facts = call == null ? null : facts(call, tracked, now);
    if (!completion.labels().isEmpty()) {
      Latches labels =
          Latches.ofLabels(completion.labels(), new Latches.Latch(completion.id(), tool, now));
      floors.latch(tracked.session(), labels);
      tracked.join(SessionState.labelled(labels));
    }
    if (call == null || facts == null) {
      coverage.count(Loss.UNKNOWN_CALL);
      return known(assessment(List.of(), List.of(), List.of(), tracked, completion.at()));
    }
    if (completion.outcome() instanceof Outcome.Refused) {
      if (!deniedBefore) {
        tracked.join(SessionState.denied());
      }
      return known(assessment(List.of(), List.of(), List.of(), tracked, completion.at()));
    }
    tracked.join(
        SessionState.completed(
            call, Latches.NONE, completion.outcome() instanceof Outcome.Succeeded));
    ToolResult event = new ToolResult(facts, completion);
    return () -> ask(completion, event, tracked, output);
  }

  private Assessment ask(
      Step.Completed completion, ToolResult event, Tracked tracked, Output output) {
    List<Detection> detections =
        detections(runtime.send(event, event.at()), completion.at(), tracked, again -> {});
    List<Contribution> voices = new ArrayList<>();
    for (Detection detection : detections) {
      if (detection.mode() == Mode.ENFORCE) {
        voices.add(verdicts.onCompletion(detection));
      }
    }
    List<Signal> signals = contain(tracked.session(), detections, output);
    return assessment(voices, detections, signals, tracked, completion.at());
  }

  private Assessment observed(
      List<Match> matches, Step.Observed observation, Tracked tracked, Output output) {
    List<Detection> detections = new ArrayList<>();
    List<Contribution> voices = new ArrayList<>();
    for (Match match : matches) {
      if (verdicts.isOutOfForce(match)) {
        continue;
      }
      Rule rule = verdicts.rule(match);
      if (verdicts.excepted(match, observation.at())
          || verdicts.alreadyTold(match, observation.at())) {
        continue;
      }
      boolean mayContain =
          observation.grade() != EvidenceGrade.G3 && rule.action().compareTo(Action.PAUSE) >= 0;
      Detection detection =
          verdicts.detection(
              rule,
              tracked.session(),
              List.of(observation.id()),
              mayContain ? rule.action() : Action.ALERT,
              rule.title(),
              observation.at());
      detections.add(detection);
      tracked.join(SessionState.detected(detection.score()));
      if (detection.mode() == Mode.ENFORCE) {
        voices.add(verdicts.onCompletion(detection));
      }
    }
    List<Signal> signals = contain(tracked.session(), detections, output);
    return assessment(voices, detections, signals, tracked, observation.at());
  }

  private StepFacts facts(Call call, Tracked tracked, long now) {
    SessionState state = tracked.state();
    Baselines.Baseline baseline = baselines.of(call.session().floor());
    boolean newTool = !state.tools().contains(call.toolName()) && !baseline.knows(call.toolName());
    return new StepFacts(
        call,
        tracked.visible(floors),
        state.counters(),
        state.repeatsOf(call),
        newTool,
        baseline.cleanSessions(),
        now);
  }

  /**
   * The detections of a session's matches, each once.
   *
   * @param again is told of enforced ones that need not be told to people again
   */
  private List<Detection> detections(
      List<Match> matches, Instant at, Tracked tracked, Consumer<Detection> again) {
    if (matches.isEmpty()) {
      return List.of();
    }
    Map<String, Detection> found = new LinkedHashMap<>();
    Set<String> known = new HashSet<>();
    for (Match match : matches) {
      if (match.trigger() instanceof StepEvent trigger
          && !verdicts.isOutOfForce(match)
          && !verdicts.excepted(match, at)) {
        Detection detection = verdicts.detection(match, trigger, at);
        if (!detection.session().equals(tracked.session().id()) || !known.add(detection.id())) {
          continue;
        }
        if (!verdicts.alreadyTold(match, at)) {
          found.put(detection.id(), detection);
        } else if (detection.mode() == Mode.ENFORCE) {
          again.accept(detection);
        }
      }
    }
    found.values().forEach(d -> tracked.join(SessionState.detected(d.score())));
    return List.copyOf(found.values());
  }

  /** Latches what the detections ask for at once, before anybody else is let in. */
  private List<Signal> contain(Session session, List<Detection> detections, Output output) {
    if (output == Output.MUTED || detections.isEmpty()) {
      return List.of();
    }
    List<Signal> signals = verdicts.signals(session, detections, containment.of(session));
    signals.forEach(containment::latch);
    return signals;
  }

  /** History is replayed with the containment of its time; a pause may have been lifted since. */
  private @Nullable Verdict contained(Session session, Output output) {
    return switch (containment.of(session)) {
      case KILLED -> Verdict.Deny.PLAIN;
      case PAUSED ->
          output == Output.LIVE ? new Verdict.Hold(FailureMode.HOLD_LIMIT, Set.of()) : null;
      case FREE -> null;
    };
  }

  private Assessment containedAnswer(Verdict verdict, Tracked tracked, Instant at) {
    Reason reason = new Reason("engine.contained", null, "The session is contained.", List.of());
    return assessment(
        List.of(new Contribution(Verdicts.JUDGE, verdict, reason)),
        List.of(),
        List.of(),
        tracked,
        at);
  }

  private Assessment assessment(
      List<Contribution> voices,
      List<Detection> detections,
      List<Signal> signals,
      Tracked tracked,
      Instant at) {
    Decision decision = voices.isEmpty() ? Verdicts.noObjection(at) : Decision.of(voices, at);
    return new Assessment(decision, detections, signals, risk(tracked));
  }

  /** Engine time: that of the latest arrival so far. */
  private long advance(long arrival) {
    long now = clock.get();
    return arrival <= now ? now : clock.accumulateAndGet(arrival, Math::max);
  }

  private static Assessment permit(Instant at) {
    return new Assessment(Verdicts.noObjection(at), List.of(), List.of(), 0);
  }

  /** What was detected weighs most; sensitive data in the session is a risk of its own. */
  private int risk(Tracked tracked) {
    Latches seen = tracked.visible(floors);
    long risk = tracked.state().counters().score();
    risk += seen.seen(DataLabel.SECRET) ? 20 : 0;
    risk += seen.seen(DataLabel.PRIVATE) ? 10 : 0;
    risk += seen.seen(DataLabel.UNTRUSTED) ? 10 : 0;
    return (int) Math.min(100, risk);
  }
}
