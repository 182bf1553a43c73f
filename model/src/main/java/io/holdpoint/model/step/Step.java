// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.step;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One thing an agent did, in the phase in which it was seen. */
public sealed interface Step {

  /** Names the step; an attempt and its completion share it. */
  StepId id();

  /** When the enforcement point or the collector received it: engine time. */
  Instant at();

  /**
   * An enforcement point is asked to let something happen and has not yet done so.
   *
   * @param id names the step
   * @param session whose step it is
   * @param kind what kind of step
   * @param tool what is called
   * @param arguments with what
   * @param at arrival time
   */
  record Attempted(
      StepId id, Session session, StepKind kind, ToolRef tool, Payload arguments, Instant at)
      implements Step {
    public Attempted {
      requireNonNull(id, "id");
      requireNonNull(session, "session");
      requireNonNull(kind, "kind");
      requireNonNull(tool, "tool");
      requireNonNull(arguments, "arguments");
      requireNonNull(at, "at");
    }
  }

  /**
   * An attempt ended.
   *
   * @param id that of the attempt
   * @param session that of the attempt
   * @param outcome how it ended
   * @param result what came back
   * @param labels what the result carries: of the catalogue and of its content
   * @param at arrival time
   */
  record Completed(
      StepId id,
      SessionId session,
      Outcome outcome,
      Payload result,
      Set<DataLabel> labels,
      Instant at)
      implements Step {
    public Completed {
      requireNonNull(id, "id");
      requireNonNull(session, "session");
      requireNonNull(outcome, "outcome");
      requireNonNull(result, "result");
      labels = Set.copyOf(labels);
      requireNonNull(at, "at");
    }
  }

  /**
   * Telemetry told of a step after the fact; it can tighten within its grade and never loosen.
   *
   * @param id names the step
   * @param session the session the collector put it in
   * @param kind what kind of step
   * @param name tool, model or agent name as told
   * @param grade how well it is attested
   * @param at arrival time, never the sender's clock
   * @param mismatch how it does not fit what an enforcement point saw, or null if nothing is known
   *     to speak against it
   */
  record Observed(
      StepId id,
      SessionId session,
      StepKind kind,
      String name,
      EvidenceGrade grade,
      Instant at,
      @Nullable Mismatch mismatch)
      implements Step {

    /** An observation that nothing is known to speak against. */
    public Observed(
        StepId id, SessionId session, StepKind kind, String name, EvidenceGrade grade, Instant at) {
      this(id, session, kind, name, grade, at, null);
    }

    public Observed {
      requireNonNull(id, "id");
      requireNonNull(session, "session");
      requireNonNull(kind, "kind");
      requireNonNull(name, "name");
      requireNonNull(grade, "grade");
      requireNonNull(at, "at");
    }
  }
}
