// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.rebuild;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.StepRow;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes steps, as the store has them, of the journal's records. What the journal does not say is
 * left open: risk, prints of values, which parent a step had. For one thread.
 */
final class JournalSteps {

  private static final String UNKNOWN = new Outcome.Unknown("").word();

  private final Consumer<StepRow> rows;
  private final Map<StepId, Open> open = new LinkedHashMap<>();

  JournalSteps(Consumer<StepRow> rows) {
    this.rows = rows;
  }

  private static final class Open {
    private final Step.Attempted attempt;
    private @Nullable Decision decision;
    private boolean sent;

    Open(Step.Attempted attempt) {
      this.attempt = attempt;
    }
  }

  void take(JournalRecord entry) {
    if (entry instanceof JournalRecord.Attempted attempted) {
      open.put(attempted.step().id(), new Open(attempted.step()));
    } else if (entry instanceof JournalRecord.Decided decided) {
      Open step = open.get(decided.step());
      if (step != null) {
        step.decision = decided.decision();
      }
    } else if (entry instanceof JournalRecord.Dispatched dispatched) {
      Open step = open.get(dispatched.step());
      if (step != null) {
        step.sent = true;
      }
    } else if (entry instanceof JournalRecord.Completed completed) {
      Open step = open.remove(completed.step().id());
      if (step != null) {
        rows.accept(row(step, completed.step()));
      }
    }
  }

  /** Nothing more comes: what began and did not end ended unknown, or was never sent. */
  void finish() {
    open.values().forEach(step -> rows.accept(row(step, null)));
    open.clear();
  }

  private static StepRow row(Open step, Step.@Nullable Completed end) {
    Step.Attempted attempt = step.attempt;
    Decision decision = step.decision;
    return new StepRow(
        attempt.id(),
        "",
        facts(attempt.session()),
        attempt.kind(),
        attempt.tool().upstream(),
        attempt.tool().name(),
        attempt.at(),
        end == null ? 0 : Math.max(0, nanos(attempt.at(), end.at())),
        decision == null ? "" : decision.verdict().word(),
        end == null ? (step.sent ? UNKNOWN : "") : end.outcome().word(),
        attempt.tool().effects(),
        end == null ? Set.of() : end.labels(),
        decision == null ? List.of() : decision.reasons(),
        attempt.arguments(),
        end == null ? Payload.NONE : end.result(),
        EvidenceGrade.G0);
  }

  private static long nanos(Instant from, Instant to) {
    return Duration.between(from, to).toNanos();
  }

  private static SessionFacts facts(Session session) {
    return new SessionFacts(
        session.id(),
        session.root(),
        session.identity().tenant(),
        session.environment(),
        session.floor(),
        session.kind(),
        session.identity().subject(),
        session.agent().name(),
        session.agent().version(),
        session.task(),
        session.key().source().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        session.startedAt(),
        0,
        false);
  }
}
