// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.view;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.StepId;
import java.time.Instant;
import java.util.Set;

/**
 * What a framework tells of a call that a gateway saw: the second view of one step. It is a claim;
 * nothing that was decided rests on it.
 *
 * @param id names the framework's step
 * @param session the framework's session
 * @param way by what it was found to be the same call
 * @param name the tool as the framework calls it
 * @param startedAt when it began, by the framework's clock
 * @param durationNanos how long it took
 * @param outcome the outcome's word, empty if not told
 * @param arguments as far as they are kept
 * @param result as far as it is kept
 * @param grade how well it is attested
 * @param detail what else it tells
 * @param differences in what it differs from what the gateway saw
 */
public record Claim(
    StepId id,
    SessionId session,
    JoinWay way,
    String name,
    Instant startedAt,
    long durationNanos,
    String outcome,
    Payload arguments,
    Payload result,
    EvidenceGrade grade,
    StepDetail detail,
    Set<Difference> differences) {

  /** A step has so many at most. */
  public static final int MOST = 4;

  public Claim {
    requireNonNull(id, "id");
    requireNonNull(session, "session");
    requireNonNull(way, "way");
    requireNonNull(name, "name");
    requireNonNull(startedAt, "startedAt");
    requireNonNull(outcome, "outcome");
    requireNonNull(arguments, "arguments");
    requireNonNull(result, "result");
    requireNonNull(grade, "grade");
    requireNonNull(detail, "detail");
    differences = Set.copyOf(differences);
  }

  /** The claim that a framework's step is. */
  public static Claim of(StepRow row, JoinWay way, Set<Difference> differences) {
    return new Claim(
        row.id(),
        row.sessionId(),
        way,
        row.name(),
        row.startedAt(),
        row.durationNanos(),
        row.outcome(),
        row.arguments(),
        row.result(),
        row.grade(),
        row.detail(),
        differences);
  }
}
