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
    @Nullable WordView said,
    @Nullable String why,
    List<ChainView> chain) {

  /**
   * What a person said.
   *
   * <p>{@code word} is once, session or deny; {@code uses} counts the calls that went by it.
   */
  public record WordView(
      String word, String by, String reason, Instant at, @Nullable Instant until, int uses) {}

  /** A step before the held call; {@code evidence} if a reason names it. */
  public record ChainView(
      String id, String tool, Instant at, String verdict, List<String> labels, boolean evidence) {}
}
