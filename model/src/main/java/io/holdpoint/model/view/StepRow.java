// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.view;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.verdict.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A step as stored and shown.
 *
 * @param id names the step
 * @param parentSpanId the parent's span id, empty for a root
 * @param session facts of its session at that time
 * @param kind what kind of step
 * @param upstream the server called, empty where there was none
 * @param name tool, model or agent name
 * @param startedAt when it began
 * @param durationNanos how long it took, as told by whoever saw it
 * @param verdict {@code permit}, {@code hold}, {@code deny}, or empty if it was not judged
 * @param outcome the outcome's word, empty if not known
 * @param effects what it can do
 * @param labels what its result carried
 * @param reasons why the verdict is what it is
 * @param arguments masked view, digest and size
 * @param result masked view, digest and size
 * @param grade how well it is attested
 * @param detail what telemetry tells beyond that
 */
public record StepRow(
    StepId id,
    String parentSpanId,
    SessionFacts session,
    StepKind kind,
    String upstream,
    String name,
    Instant startedAt,
    long durationNanos,
    String verdict,
    String outcome,
    Set<Effect> effects,
    Set<DataLabel> labels,
    List<Reason> reasons,
    Payload arguments,
    Payload result,
    EvidenceGrade grade,
    StepDetail detail) {

  public StepRow {
    requireNonNull(id, "id");
    requireNonNull(parentSpanId, "parentSpanId");
    requireNonNull(session, "session");
    requireNonNull(kind, "kind");
    requireNonNull(upstream, "upstream");
    requireNonNull(name, "name");
    requireNonNull(startedAt, "startedAt");
    requireNonNull(verdict, "verdict");
    requireNonNull(outcome, "outcome");
    effects = Set.copyOf(effects);
    labels = Set.copyOf(labels);
    reasons = List.copyOf(reasons);
    requireNonNull(arguments, "arguments");
    requireNonNull(result, "result");
    requireNonNull(grade, "grade");
    requireNonNull(detail, "detail");
  }

  /** A step of which nothing more is known. */
  public StepRow(
      StepId id,
      String parentSpanId,
      SessionFacts session,
      StepKind kind,
      String upstream,
      String name,
      Instant startedAt,
      long durationNanos,
      String verdict,
      String outcome,
      Set<Effect> effects,
      Set<DataLabel> labels,
      List<Reason> reasons,
      Payload arguments,
      Payload result,
      EvidenceGrade grade) {
    this(
        id,
        parentSpanId,
        session,
        kind,
        upstream,
        name,
        startedAt,
        durationNanos,
        verdict,
        outcome,
        effects,
        labels,
        reasons,
        arguments,
        result,
        grade,
        StepDetail.NONE);
  }

  /** The session's id. */
  public SessionId sessionId() {
    return session.id();
  }
}
