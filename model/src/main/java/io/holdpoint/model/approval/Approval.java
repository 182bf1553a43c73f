// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.approval;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.approval.ApprovalWord.Edit;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Payload;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A held call before people.
 *
 * @param ref what agent and operator call it, for example {@code H-7F3A91C2}
 * @param request the call and why it is held
 * @param labels what had reached the session when it was asked for
 * @param askedAt when
 * @param expiresAt when it is over if nobody speaks
 * @param state where it stands
 * @param callers how many identical calls asked for it, at least 1
 * @param nearMisses calls of the same principal to the same tool with other arguments, newest last,
 *     a few at most; agents are not told of them
 * @param votes who has approved it while more must, oldest first
 * @param batch the oldest open one of those that differ from it in their arguments only
 */
public record Approval(
    String ref,
    ApprovalRequest request,
    Set<DataLabel> labels,
    Instant askedAt,
    Instant expiresAt,
    ApprovalState state,
    int callers,
    List<NearMiss> nearMisses,
    List<ApprovalWord> votes,
    String batch) {

  /** One that nobody has spoken on, and by itself. */
  public Approval(
      String ref,
      ApprovalRequest request,
      Set<DataLabel> labels,
      Instant askedAt,
      Instant expiresAt,
      ApprovalState state,
      int callers,
      List<NearMiss> nearMisses) {
    this(ref, request, labels, askedAt, expiresAt, state, callers, nearMisses, List.of(), ref);
  }

  public Approval {
    requireNonNull(ref, "ref");
    requireNonNull(request, "request");
    labels = Set.copyOf(labels);
    requireNonNull(askedAt, "askedAt");
    requireNonNull(expiresAt, "expiresAt");
    requireNonNull(state, "state");
    nearMisses = List.copyOf(nearMisses);
    votes = List.copyOf(votes);
    requireNonNull(batch, "batch");
  }

  /**
   * A call that was not the one asked for, but nearly.
   *
   * @param arguments its arguments
   * @param at when
   */
  public record NearMiss(Payload arguments, Instant at) {
    public NearMiss {
      requireNonNull(arguments, "arguments");
      requireNonNull(at, "at");
    }
  }

  /** The same, elsewhere. */
  public Approval in(ApprovalState next) {
    return new Approval(
        ref, request, labels, askedAt, expiresAt, next, callers, nearMisses, votes, batch);
  }

  /** How many more people must approve it. */
  public int missing() {
    return isPending() ? Math.max(1, request.terms().quorum() - votes.size()) : 0;
  }

  /** What those who have approved it so far changed of its arguments, or null. */
  public @Nullable Edit proposed() {
    return votes.isEmpty() ? null : votes.getLast().edit();
  }

  /** True until a person has spoken or nobody can any more. */
  public boolean isPending() {
    return state instanceof ApprovalState.Pending;
  }
}
