// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.outline;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.view.StepDetail;
import io.holdpoint.model.view.StepRow;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A step without its payloads.
 *
 * @param id names the step
 * @param parentSpanId the parent's span id, empty for a root
 * @param kind what kind of step
 * @param upstream the server called, empty where there was none
 * @param name tool, model or agent name
 * @param hint the one argument that says most, empty if none does
 * @param startedAt when it began
 * @param durationNanos how long it took
 * @param verdict {@code permit}, {@code hold}, {@code deny}, or empty if it was not judged
 * @param outcome the outcome's word, empty if not known
 * @param effects what it can do
 * @param labels what its result carried
 * @param reasons why the verdict is what it is
 * @param arguments digest of the arguments
 * @param argumentBytes their size
 * @param resultBytes the size of the result
 * @param masked true if the gateway masked some of the arguments
 * @param grade how well it is attested
 * @param risk of the session after it, 0 to 100
 * @param detail what telemetry tells beyond that
 * @param claimed where and when frameworks told of it, too
 */
public record OutlineStep(
    StepId id,
    String parentSpanId,
    StepKind kind,
    String upstream,
    String name,
    String hint,
    Instant startedAt,
    long durationNanos,
    String verdict,
    String outcome,
    Set<Effect> effects,
    Set<DataLabel> labels,
    List<Reason> reasons,
    Digest arguments,
    int argumentBytes,
    int resultBytes,
    boolean masked,
    EvidenceGrade grade,
    int risk,
    StepDetail detail,
    List<Told> claimed) {

  /** What the gateway leaves in place of a masked value begins with this. */
  private static final String MASK = "\u2592 ";

  /**
   * A framework told of the same call.
   *
   * @param session the framework's
   * @param startedAt by the framework's clock
   */
  public record Told(SessionId session, Instant startedAt) {}

  public OutlineStep {
    requireNonNull(id, "id");
    requireNonNull(kind, "kind");
    requireNonNull(startedAt, "startedAt");
    effects = Set.copyOf(effects);
    labels = Set.copyOf(labels);
    reasons = List.copyOf(reasons);
    requireNonNull(detail, "detail");
    claimed = List.copyOf(claimed);
  }

  /** The outline of a stored step. */
  public static OutlineStep of(StepRow row) {
    return new OutlineStep(
        row.id(),
        row.parentSpanId(),
        row.kind(),
        row.upstream(),
        row.name(),
        Hints.of(row.arguments().masked()),
        row.startedAt(),
        row.durationNanos(),
        row.verdict(),
        row.outcome(),
        row.effects(),
        row.labels(),
        row.reasons(),
        row.arguments().digest(),
        row.arguments().sizeBytes(),
        row.result().sizeBytes(),
        row.arguments().masked().contains(MASK),
        row.grade(),
        row.session().risk(),
        row.detail(),
        row.claims().stream().map(claim -> new Told(claim.session(), claim.startedAt())).toList());
  }

  /** When it was over, or when it began if nobody said how long it took. */
  public Instant endedAt() {
    return startedAt.plusNanos(durationNanos);
  }

  /** Server and name, as people write it. */
  public String qualifiedName() {
    return upstream.isEmpty() ? name : upstream + "/" + name;
  }

  /** True if it did not get through as it was asked for. */
  public boolean isStopped() {
    return verdict.equals("deny") || verdict.equals("hold");
  }
}
