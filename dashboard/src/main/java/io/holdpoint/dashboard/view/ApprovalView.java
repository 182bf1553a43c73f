// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A held call before people.
 *
 * <p>{@code state} is pending, approved, used, denied or closed. {@code labels} is what had reached
 * the session when the call was asked for. {@code binding} names the arguments a grant is good for,
 * none meaning all. {@code chain} is what the session did before, and is left out of events. {@code
 * said} is the word of a person, {@code why} what ended it without one.
 */
public record ApprovalView(
    String ref,
    String state,
    String session,
    String principal,
    String agentName,
    String agentVersion,
    String owner,
    String task,
    String environment,
    String step,
    String upstream,
    String tool,
    List<String> effects,
    List<String> labels,
    PayloadView arguments,
    List<String> binding,
    List<ReasonView> reasons,
    int callers,
    Instant askedAt,
    Instant expiresAt,
    List<Instant> nearMissesAt,
    List<PayloadView> nearMisses,
    List<List<DifferenceView>> differences,
    QuorumView quorum,
    String batch,
    @Nullable WordView said,
    @Nullable String why,
    List<ChainView> chain) {

  /**
   * What a person said.
   *
   * <p>{@code word} is once, session or deny; {@code uses} counts the calls that went by it; {@code
   * edit} is what was changed of the arguments.
   */
  public record WordView(
      String word,
      String by,
      String reason,
      Instant at,
      @Nullable Instant until,
      int uses,
      @Nullable EditView edit) {}

  /**
   * What a person changed of the arguments.
   *
   * <p>{@code change} is the masked view of a JSON merge patch; {@code digest} names it for others
   * who approve the same.
   */
  public record EditView(String change, String digest) {}

  /**
   * Whose word lets it go.
   *
   * <p>{@code needed} different people; {@code votes} are those who approved it so far. {@code
   * approvers} is empty where everybody may who may approve calls; after {@code escalatesAt} also
   * those of {@code escalateTo}.
   */
  public record QuorumView(
      int needed,
      int missing,
      List<WordView> votes,
      List<String> approvers,
      List<String> escalateTo,
      @Nullable Instant escalatesAt,
      boolean editable) {}

  /** A member of the arguments that was one text and is another; empty where there is none. */
  public record DifferenceView(String name, String was, String is) {}

  /** A step before the held call; {@code evidence} if a reason names it. */
  public record ChainView(
      String id, String tool, Instant at, String verdict, List<String> labels, boolean evidence) {}
}
