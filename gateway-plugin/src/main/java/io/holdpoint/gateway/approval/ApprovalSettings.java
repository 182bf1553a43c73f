// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.approval;

import io.holdpoint.model.approval.ApprovalTerms;
import io.holdpoint.model.document.DocumentReader;
import java.time.Duration;
import java.util.Set;

/**
 * Bounds of what is put before people.
 *
 * @param openFor how long a held call waits for a person at most; a rule may say less
 * @param denyFor for how long an identical call is refused after a person refused it
 * @param longestGrant how far ahead the end of a grant may lie
 * @param openPerPrincipal how many held calls of one principal may wait at a time
 * @param openInAll how many may wait at a time
 * @param terms of whose word lets them go where a policy says less: quorum and escalation
 */
public record ApprovalSettings(
    Duration openFor,
    Duration denyFor,
    Duration longestGrant,
    int openPerPrincipal,
    int openInAll,
    ApprovalTerms terms) {

  /** What is used where nothing else is said. */
  public static final ApprovalSettings DEFAULTS =
      new ApprovalSettings(
          Duration.ofMinutes(30), Duration.ofMinutes(15), Duration.ofHours(12), 20, 1000);

  /** One person's word is enough. */
  public ApprovalSettings(
      Duration openFor,
      Duration denyFor,
      Duration longestGrant,
      int openPerPrincipal,
      int openInAll) {
    this(openFor, denyFor, longestGrant, openPerPrincipal, openInAll, ApprovalTerms.ANYBODY);
  }

  public ApprovalSettings {
    requirePositive("open-for", openFor);
    requirePositive("deny-for", denyFor);
    requirePositive("longest-grant", longestGrant);
    if (openPerPrincipal < 1 || openInAll < openPerPrincipal) {
      throw new IllegalArgumentException(
          "approvals: got room for "
              + openPerPrincipal
              + " per principal and "
              + openInAll
              + " in all (expected: at least 1, and no less in all)");
    }
  }

  /** Reads the section {@code approvals} of a configuration; problems go to the reader's list. */
  public static ApprovalSettings read(DocumentReader section) {
    int perPrincipal = section.integer("open-per-principal", DEFAULTS.openPerPrincipal, 1, 10_000);
    int quorum = section.integer("quorum", 1, 1, 10);
    Set<String> escalateTo = Set.copyOf(section.texts("escalate-to"));
    Duration escalateAfter = section.duration("escalate-after", Duration.ZERO);
    if (escalateTo.isEmpty() != escalateAfter.isZero()) {
      section.problem("escalate-to", "got one without the other (expected: escalate-after too)");
    }
    ApprovalSettings settings =
        new ApprovalSettings(
            positive(section, "open-for", DEFAULTS.openFor),
            positive(section, "deny-for", DEFAULTS.denyFor),
            positive(section, "longest-grant", DEFAULTS.longestGrant),
            perPrincipal,
            section.integer(
                "open-in-all", Math.max(DEFAULTS.openInAll, perPrincipal), perPrincipal, 100_000),
            new ApprovalTerms(Set.of(), quorum, escalateTo, escalateAfter, Set.of(), false));
    section.finish();
    return settings;
  }

  private static Duration positive(DocumentReader section, String key, Duration fallback) {
    Duration value = section.duration(key, fallback);
    if (value.isZero()) {
      section.problem(key, "got 0 (expected: more)");
      return fallback;
    }
    return value;
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "approvals." + name + ": got " + value + " (expected: > 0)");
    }
  }
}
