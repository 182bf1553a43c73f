// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.explain;

import io.holdpoint.engine.explain.Laboratory.Sighting;
import io.holdpoint.engine.record.Entry;
import io.holdpoint.engine.record.Input;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.json.Hashes;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.verdict.Detection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Replays parts of one history and looks whether the same rule matches at the same step. Numbers of
 * a session that is told in part come out lower, never higher. For one explanation.
 */
final class Trials {
  private final Laboratory laboratory;
  private final RuleSet rules;
  private final boolean contained;
  private final History history;
  private final Detection detection;
  private int count;

  /**
   * @param contained whether what was contained then is told too; without it every step is judged
   */
  Trials(
      Laboratory laboratory,
      RuleSet rules,
      boolean contained,
      History history,
      Detection detection) {
    this.laboratory = laboratory;
    this.rules = rules;
    this.contained = contained;
    this.history = history;
    this.detection = detection;
  }

  /** How many replays so far. */
  int count() {
    return count;
  }

  /** The match, if everything is told. */
  Optional<Sighting> all() {
    return run(history.entries());
  }

  /** True if it does not match without what other sessions did, but for the detection's chain. */
  boolean restsOnOthers() {
    Set<StepId> own = history.ownSteps();
    own.addAll(detection.chain());
    return !matches(own, false);
  }

  /**
   * @param others whether other sessions are told too
   */
  boolean matches(Set<StepId> steps, boolean others) {
    return sighting(steps, others).isPresent();
  }

  Optional<Sighting> sighting(Set<StepId> steps, boolean others) {
    return run(part(steps, others));
  }

  /** True if it still matches with an unrelated call after each step. */
  boolean padded(Set<StepId> steps, boolean others) {
    List<Entry> padded = new ArrayList<>();
    int n = 0;
    for (Entry entry : part(steps, others)) {
      padded.add(entry);
      boolean own =
          entry instanceof Entry.Told told
              && told.input() instanceof Input.Completion completion
              && completion.step().session().equals(history.session().id());
      if (own) {
        n++;
        padded.addAll(unrelated(n, (Entry.Told) entry));
      }
    }
    return run(padded).isPresent();
  }

  private Optional<Sighting> run(List<Entry> entries) {
    count++;
    StepId completing = detection.chain().getLast();
    return laboratory.replay(rules, entries).stream()
        .filter(s -> s.detection().rule().id().equals(detection.rule().id()))
        .filter(s -> s.detection().chain().getLast().equals(completing))
        .filter(s -> s.detection().session().equals(detection.session()))
        .findFirst();
  }

  private List<Entry> part(Set<StepId> steps, boolean others) {
    SessionId own = history.session().id();
    Predicate<Step> wanted =
        step -> steps.contains(step.id()) || (others && !History.sessionOf(step).equals(own));
    List<Entry> part = new ArrayList<>();
    Set<Long> told = new HashSet<>();
    for (Entry entry : history.entries()) {
      boolean keep =
          switch (entry) {
            case Entry.Told t -> keep(t, wanted, others);
            case Entry.Taken t -> told.contains(t.of());
            case Entry.GivenUp g -> told.contains(g.of());
          };
      if (keep) {
        part.add(entry);
        told.add(entry.position());
      }
    }
    return part;
  }

  private boolean keep(Entry.Told told, Predicate<Step> wanted, boolean others) {
    return switch (told.input()) {
      case Input.Attempt attempt -> wanted.test(attempt.step());
      case Input.Completion completion -> wanted.test(completion.step());
      case Input.Observation observation -> wanted.test(observation.step());
      case Input.Ended e -> others;
      case Input.Applied a -> contained;
      case Input.Latched l -> contained;
      case Input.Joined j -> true;
      case Input.Rules r -> false;
    };
  }

  /** A read of nothing, right after an entry. */
  private List<Entry> unrelated(int n, Entry.Told after) {
    StepId id = new StepId("padding", String.format("%032x", n), String.format("%016x", n));
    Instant at = Instant.ofEpochMilli(after.arrival());
    ToolRef tool = new ToolRef("padding", "look_" + n, "", Set.of(Effect.READ), Set.of(), true);
    Payload nothing = new Payload(new Digest(Hashes.sha256Hex(32, "padding", "" + n)), 2, "{}");
    Step.Attempted attempt =
        new Step.Attempted(id, history.session(), StepKind.TOOL_CALL, tool, nothing, at);
    Step.Completed completion =
        new Step.Completed(
            id, history.session().id(), new Outcome.Succeeded(), nothing, Set.of(), at);
    return List.of(
        new Entry.Told(-2L * n, after.arrival(), Entry.Way.WHOLE, new Input.Attempt(attempt, "{}")),
        new Entry.Told(
            -2L * n - 1, after.arrival(), Entry.Way.WHOLE, new Input.Completion(completion, "{}")));
  }
}
