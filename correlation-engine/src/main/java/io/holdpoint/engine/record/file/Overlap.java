// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.record.file;

import io.holdpoint.engine.record.Input;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** True for records of the journal that the engine's record does not hold. */
final class Overlap implements Predicate<JournalRecord> {
  /** How far apart the two may be about when something was. */
  static final Duration MARGIN = Duration.ofMinutes(2);

  private final Instant begin;
  private final Set<Phase> held = new HashSet<>();

  Overlap(Instant begin) {
    this.begin = begin;
  }

  private record Phase(StepId step, boolean attempt) {}

  void holds(Input input) {
    if (input instanceof Input.Attempt attempt) {
      held.add(new Phase(attempt.step().id(), true));
    } else if (input instanceof Input.Completion completion) {
      held.add(new Phase(completion.step().id(), false));
    }
  }

  @Override
  public boolean test(JournalRecord entry) {
    return switch (entry) {
      case JournalRecord.Attempted attempted -> isMissing(attempted.step(), true);
      case JournalRecord.Completed completed -> isMissing(completed.step(), false);
      // Told twice, these change nothing.
      case JournalRecord.SessionEnded ended -> ended.at().isBefore(begin.plus(MARGIN));
      case JournalRecord.Signalled signalled ->
          signalled.published().signal().header().at().isBefore(begin.plus(MARGIN));
      case JournalRecord.Decided d -> false;
      case JournalRecord.Dispatched d -> false;
      case JournalRecord.Declared d -> false;
      case JournalRecord.Offered o -> false;
      case JournalRecord.RuleActivated r -> false;
      case JournalRecord.PolicyActivated p -> false;
      case JournalRecord.Counted c -> false;
      case JournalRecord.Recorded r -> false;
      case JournalRecord.Bypassed b -> false;
      case JournalRecord.Audited a -> false;
      // Never held; who replays the record brings them in between.
      case JournalRecord.ApprovalAsked asked -> asked.at().isBefore(begin);
      case JournalRecord.ApprovalDecided decided -> decided.word().spoken().at().isBefore(begin);
      case JournalRecord.ApprovalRedeemed a -> false;
      case JournalRecord.ApprovalExpired a -> false;
    };
  }

  private boolean isMissing(Step step, boolean attempt) {
    if (step.at().isBefore(begin.minus(MARGIN))) {
      return true;
    }
    return step.at().isBefore(begin.plus(MARGIN)) && !held.contains(new Phase(step.id(), attempt));
  }
}
