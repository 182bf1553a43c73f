// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.explain;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.EngineSettings;
import io.holdpoint.engine.intent.Vocabulary;
import io.holdpoint.engine.record.Entry;
import io.holdpoint.engine.record.Input;
import io.holdpoint.engine.record.RecordedInput;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Detection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells rules the steps of two sessions that turned out to be one, as one, in the order in which
 * they came: patterns and windows that saw only a half of each see the whole. Nothing is asked for;
 * who calls decides what becomes of what is found. Safe for use by many threads.
 */
public final class JoinedSessions {
  private final RuleSet rules;
  private final Laboratory laboratory;

  /**
   * @param rules those that judge now
   * @param settings of the engine that judged
   */
  public JoinedSessions(RuleSet rules, EngineSettings settings, Vocabulary vocabulary) {
    this.rules = requireNonNull(rules, "rules");
    this.laboratory = new Laboratory(settings, vocabulary);
  }

  /**
   * What rules match in the two sessions told as one.
   *
   * @param one whose session all steps are told as
   * @return in order; what matched in either alone is among it
   */
  public List<Detection> detections(RecordedInput recorded, Session one, SessionId other) {
    List<Entry> entries = new ArrayList<>();
    recorded.read(
        entry -> {
          if (entry instanceof Entry.Told told) {
            Input input = as(told.input(), one, other);
            if (input != null) {
              entries.add(new Entry.Told(told.position(), told.arrival(), Entry.Way.WHOLE, input));
            }
          }
          return true;
        });
    return laboratory.replay(rules, entries).stream()
        .map(Laboratory.Sighting::detection)
        .distinct()
        .toList();
  }

  /** The input as one of the joined session; null if it is none of either. */
  private static @Nullable Input as(Input input, Session one, SessionId other) {
    return switch (input) {
      case Input.Attempt attempt ->
          isEither(attempt.step().session().id(), one, other)
              ? new Input.Attempt(as(attempt.step(), one), attempt.text())
              : null;
      case Input.Completion completion ->
          isEither(completion.step().session(), one, other)
              ? new Input.Completion(as(completion.step(), one), completion.text())
              : null;
      case Input.Observation observation ->
          isEither(observation.step().session(), one, other)
              ? new Input.Observation(as(observation.step(), one), observation.text())
              : null;
      case Input.Ended e -> null;
      case Input.Applied a -> null;
      case Input.Latched l -> null;
      case Input.Joined j -> null;
      case Input.Rules r -> null;
    };
  }

  private static boolean isEither(SessionId session, Session one, SessionId other) {
    return session.equals(one.id()) || session.equals(other);
  }

  private static Step.Attempted as(Step.Attempted step, Session session) {
    return new Step.Attempted(
        step.id(), session, step.kind(), step.tool(), step.arguments(), step.at());
  }

  private static Step.Completed as(Step.Completed step, Session session) {
    return new Step.Completed(
        step.id(), session.id(), step.outcome(), step.result(), step.labels(), step.at());
  }

  private static Step.Observed as(Step.Observed step, Session session) {
    return new Step.Observed(
        step.id(), session.id(), step.kind(), step.name(), step.grade(), step.at());
  }
}
