// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.kit;

import io.holdpoint.engine.CorrelationEngine;
import io.holdpoint.engine.EngineSettings;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.engine.rules.RuleTest.Baseline;
import io.holdpoint.engine.rules.RuleTest.Event;
import io.holdpoint.engine.rules.RuleTest.Phase;
import io.holdpoint.engine.rules.RuleTest.Told;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.KeySource;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.identity.SessionKey;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.json.Hashes;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Plays the events of one rule test against an engine of its own. For one test. */
final class Story implements AutoCloseable {
  private static final Instant BEGIN = Instant.parse("2026-01-05T08:00:00Z");
  private static final EngineSettings SETTINGS =
      new EngineSettings(1, List.of(), false, Duration.ofSeconds(10), 10_000, 10_000, 10_000, null);

  private final CorrelationEngine engine;
  private final List<Detection> detections = new ArrayList<>();
  private final Map<StepId, Integer> numbers = new HashMap<>();
  private final Map<String, Step.Attempted> newest = new HashMap<>();
  private final Map<String, SessionId> roots = new HashMap<>();
  private final List<Played> played = new ArrayList<>();
  private final Queue<Detection> foundAcross = new ConcurrentLinkedQueue<>();
  private final Set<String> known = new HashSet<>();
  private Instant now = BEGIN;
  private int steps;

  Story(RuleSet rules) {
    this.engine = new CorrelationEngine(SETTINGS, rules, () -> now);
    engine.reportTo((detection, signals) -> foundAcross.add(detection));
  }

  /** What was detected, in order; the baseline's own sessions do not count. */
  List<Detection> play(Baseline baseline, List<Event> events) {
    for (int i = 0; i < baseline.sessions(); i++) {
      before("before-" + i, baseline.tools());
    }
    detections.clear();
    known.clear();
    played.clear();
    Instant start = now;
    int number = 0;
    for (Event event : events) {
      now = start.plus(event.at());
      number++;
      play(event, number);
    }
    return List.copyOf(detections);
  }

  /** The number of the event a step was played for, from 1; 0 if there is none. */
  int numberOf(StepId step) {
    return numbers.getOrDefault(step, 0);
  }

  /** What became of each call, in order. */
  List<Played> played() {
    return List.copyOf(played);
  }

  @Override
  public void close() {
    engine.close();
  }

  private void before(String session, List<String> tools) {
    for (int i = 0; i < tools.size(); i++) {
      play(Event.usual(session, i, tools.get(i), i == tools.size() - 1), 0);
      now = now.plusSeconds(1);
    }
  }

  private void play(Event event, int number) {
    int before = detections.size();
    Verdict verdict = Verdict.Permit.PLAIN;
    Told told = event.told();
    if (told != null) {
      tell(event, told);
    } else if (!event.user().isEmpty() || !event.agent().isEmpty()) {
      say(event);
    } else {
      verdict = call(event, number);
    }
    List<String> fired =
        detections.subList(before, detections.size()).stream().map(d -> d.rule().id()).toList();
    played.add(new Played(number, event, verdict, fired));
  }

  private Verdict call(Event event, int number) {
    Verdict verdict = Verdict.Permit.PLAIN;
    if (event.phase() != Phase.COMPLETION) {
      verdict = attempt(event, number);
      settle();
    }
    Step.Attempted attempt = newest.get(event.session());
    if (attempt != null) {
      after(event, attempt);
      settle();
    }
    if (event.ends()) {
      engine.ended(session(event), now);
    }
    return verdict;
  }

  private void tell(Event event, Told told) {
    Step.Observed observed =
        new Step.Observed(
            nextId(),
            session(event).id(),
            told.kind(),
            told.name(),
            told.authenticated() ? EvidenceGrade.G2 : EvidenceGrade.G3,
            now,
            told.mismatch());
    numbers.put(observed.id(), played.size() + 1);
    tell(engine.observe(observed).toCompletableFuture().join().detections());
  }

  private void after(Event event, Step.Attempted attempt) {
    switch (event.phase()) {
      case BOTH, COMPLETION -> complete(event, attempt, outcome(event));
      case ATTEMPT -> {}
      case REFUSED -> complete(event, attempt, new Outcome.Refused());
      case ASKED -> engine.approval(held(attempt, new ApprovalState.Pending()));
      case APPROVED -> {
        engine.approval(held(attempt, new ApprovalState.Pending()));
        ApprovalWord.Spoken word = new ApprovalWord.Spoken("operator", "fine", now.plusSeconds(2));
        engine.approval(
            held(
                attempt,
                new ApprovalState.Granted(
                    new ApprovalWord.Once(word, now.plusSeconds(60)), now.plusSeconds(60), 0)));
        complete(event, attempt, outcome(event));
      }
    }
  }

  private Approval held(Step.Attempted attempt, ApprovalState state) {
    ApprovalRequest request =
        new ApprovalRequest(
            attempt,
            "",
            Set.of(),
            attempt.arguments().digest(),
            attempt.arguments().digest(),
            List.of(),
            Duration.ofMinutes(5),
            "");
    String ref = "H-" + attempt.id().spanId();
    return new Approval(ref, request, Set.of(), now, now.plusSeconds(300), state, 1, List.of());
  }

  /** What was found across sessions so far; the same comes again with the session's next step. */
  private void settle() {
    engine.settle();
    Detection found = foundAcross.poll();
    while (found != null) {
      tell(List.of(found));
      found = foundAcross.poll();
    }
  }

  private void tell(List<Detection> found) {
    for (Detection detection : found) {
      if (known.add(detection.id())) {
        detections.add(detection);
      }
    }
  }

  private static Outcome outcome(Event event) {
    return event.failed() ? new Outcome.ToolError() : new Outcome.Succeeded();
  }

  private void say(Event event) {
    boolean user = !event.user().isEmpty();
    Step.Observed said =
        new Step.Observed(
            nextId(),
            session(event).id(),
            user ? StepKind.USER_MESSAGE : StepKind.MODEL_CALL,
            "",
            EvidenceGrade.G1,
            now);
    ClearView text = new ClearView(user ? event.user() : event.agent());
    engine.observe(said, text).toCompletableFuture().join();
  }

  private StepId nextId() {
    steps++;
    return new StepId("rule-test", String.format("%032x", steps), String.format("%016x", steps));
  }

  private Verdict attempt(Event event, int number) {
    StepId id = nextId();
    int slash = event.tool().indexOf('/');
    ToolRef tool =
        new ToolRef(
            event.tool().substring(0, slash),
            event.tool().substring(slash + 1),
            "",
            event.effects(),
            event.labels(),
            true);
    Step.Attempted attempt =
        new Step.Attempted(
            id, session(event), StepKind.TOOL_CALL, tool, payload(event.arguments()), now);
    numbers.put(id, number);
    Assessment answer =
        engine.assess(attempt, new ClearView(event.arguments())).toCompletableFuture().join();
    tell(answer.detections());
    if (answer.decision().verdict() instanceof Verdict.Permit) {
      newest.put(event.session(), attempt);
    } else {
      newest.remove(event.session());
    }
    return answer.decision().verdict();
  }

  private void complete(Event event, Step.Attempted attempt, Outcome outcome) {
    Step.Completed completion =
        new Step.Completed(
            attempt.id(),
            attempt.session().id(),
            outcome,
            payload(event.result()),
            event.labels(),
            now);
    tell(
        engine
            .complete(completion, new ClearView(event.result()))
            .toCompletableFuture()
            .join()
            .detections());
  }

  private Session session(Event event) {
    AgentIdentity identity =
        new AgentIdentity("default", "rule-test", event.principal(), null, null);
    SessionId id = idOf(event.principal(), event.session());
    SessionId root = roots.get(event.session());
    if (root == null) {
      root = rootOf(event, id);
      roots.put(event.session(), root);
    }
    return new Session(
        id,
        root,
        FloorId.of(identity),
        identity,
        event.shared() ? PrincipalKind.SHARED : PrincipalKind.EXCLUSIVE,
        new SessionKey(
            event.attested() ? KeySource.DECLARED : KeySource.MCP_SESSION,
            event.session(),
            event.attested() ? EvidenceGrade.G1 : EvidenceGrade.G3),
        AgentClaim.NONE,
        "",
        "test",
        BEGIN);
  }

  /** A parent that never spoke is a root of its own name. */
  private SessionId rootOf(Event event, SessionId own) {
    if (event.parent().isEmpty()) {
      return own;
    }
    SessionId known = roots.get(event.parent());
    if (known != null) {
      return known;
    }
    SessionId named = idOf(event.principal(), event.parent());
    roots.put(event.parent(), named);
    return named;
  }

  private static SessionId idOf(String principal, String session) {
    return new SessionId("s-" + Hashes.sha256Hex(16, principal, session));
  }

  private static Payload payload(String text) {
    return new Payload(new Digest(Hashes.sha256Hex(32, text)), text.length(), text);
  }
}
