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
 * @param claims what frameworks tell of the same call, for a step that a gateway saw
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
    StepDetail detail,
    List<Claim> claims) {

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
    claims = List.copyOf(claims);
  }

  /** A step of which one view is known. */
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
      EvidenceGrade grade,
      StepDetail detail) {
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
        detail,
        List.of());
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

  /**
   * True if it is no step, and neither listed nor counted: the mark of a session's end, or what
   * stands in the place of a step that became part of another one.
   */
  public boolean isMark() {
    return name.isEmpty() && (session.ended() || kind == StepKind.SESSION_END);
  }

  /** What stands in its place once it is part of another step. */
  public StepRow withdrawn() {
    return with(session, StepKind.SESSION_END, "", List.of(), List.of());
  }

  /** The same step in a session of which this is known. */
  public StepRow in(SessionFacts facts) {
    return facts.equals(session) ? this : with(facts, kind, name, reasons, claims);
  }

  /** The same step with these payloads. */
  public StepRow with(Payload newArguments, Payload newResult) {
    return new StepRow(
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
        newArguments,
        newResult,
        grade,
        detail,
        claims);
  }

  /** The same step with these reasons and claims. */
  public StepRow with(List<Reason> why, List<Claim> told) {
    return with(session, kind, name, why, told);
  }

  private StepRow with(
      SessionFacts facts, StepKind what, String called, List<Reason> why, List<Claim> told) {
    return new StepRow(
        id,
        parentSpanId,
        facts,
        what,
        upstream,
        called,
        startedAt,
        durationNanos,
        verdict,
        outcome,
        effects,
        labels,
        why,
        arguments,
        result,
        grade,
        detail,
        told);
  }
}
