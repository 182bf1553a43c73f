// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy;

import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which labels reached sessions and what they did. Of an exclusive principal it is what any of its
 * sessions had to do with, so that a new id sheds nothing; of a shared one it is the tree's. Never
 * forgotten: when there is no room for more, an unknown session counts as having had it all. Safe
 * for use by many threads.
 */
final class SessionTraces {

  private static final int MOST = 200_000;
  private static final int MOST_OPEN = 100_000;

  private final Map<String, Trace> traces = new ConcurrentHashMap<>();
  private final Map<StepId, Step.Attempted> open = new LinkedHashMap<>();

  /**
   * What a session had to do with.
   *
   * @param labels of what it was given
   * @param effects of what it had done
   */
  record Trace(Set<DataLabel> labels, Set<Effect> effects) {

    static final Trace NOTHING = new Trace(Set.of(), Set.of());
    static final Trace EVERYTHING =
        new Trace(EnumSet.allOf(DataLabel.class), EnumSet.allOf(Effect.class));

    Trace {
      labels = Set.copyOf(labels);
      effects = Set.copyOf(effects);
    }

    Trace and(Set<DataLabel> moreLabels, Set<Effect> moreEffects) {
      if (labels.containsAll(moreLabels) && effects.containsAll(moreEffects)) {
        return this;
      }
      Set<DataLabel> allLabels = EnumSet.noneOf(DataLabel.class);
      allLabels.addAll(labels);
      allLabels.addAll(moreLabels);
      Set<Effect> allEffects = EnumSet.noneOf(Effect.class);
      allEffects.addAll(effects);
      allEffects.addAll(moreEffects);
      return new Trace(allLabels, allEffects);
    }
  }

  Trace of(Session session) {
    Trace trace = traces.get(key(session));
    if (trace != null) {
      return trace;
    }
    return traces.size() >= MOST ? Trace.EVERYTHING : Trace.NOTHING;
  }

  void completed(Step.Attempted attempt, Step.Completed completed) {
    if (completed.outcome() instanceof Outcome.Refused) {
      return;
    }
    String key = key(attempt.session());
    if (traces.size() < MOST || traces.containsKey(key)) {
      traces.merge(
          key,
          Trace.NOTHING.and(completed.labels(), attempt.tool().effects()),
          (old, more) -> old.and(more.labels(), more.effects()));
    }
  }

  /** Takes in a record of the journal, in order. */
  void restore(JournalRecord entry) {
    if (entry instanceof JournalRecord.Attempted attempted && open.size() < MOST_OPEN) {
      open.put(attempted.step().id(), attempted.step());
    } else if (entry instanceof JournalRecord.Completed completed) {
      Step.Attempted attempt = open.remove(completed.step().id());
      if (attempt != null) {
        completed(attempt, completed.step());
      }
    }
  }

  /** The journal was read: what it left open is not waited for. */
  void restored() {
    open.clear();
  }

  private static String key(Session session) {
    return session.kind() == PrincipalKind.EXCLUSIVE
        ? session.floor().value()
        : session.root().value();
  }
}
