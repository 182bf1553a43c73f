// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.approval;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Payload;
import java.time.Instant;
import java.util.List;
import java.util.Set;

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
 */
public record Approval(
    String ref,
    ApprovalRequest request,
    Set<DataLabel> labels,
    Instant askedAt,
    Instant expiresAt,
    ApprovalState state,
    int callers,
    List<NearMiss> nearMisses) {

  public Approval {
    requireNonNull(ref, "ref");
    requireNonNull(request, "request");
    labels = Set.copyOf(labels);
    requireNonNull(askedAt, "askedAt");
    requireNonNull(expiresAt, "expiresAt");
    requireNonNull(state, "state");
    nearMisses = List.copyOf(nearMisses);
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
    return new Approval(ref, request, labels, askedAt, expiresAt, next, callers, nearMisses);
  }

  /** True until a person has spoken or nobody can any more. */
  public boolean isPending() {
    return state instanceof ApprovalState.Pending;
  }
}
