// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.approval;

import io.holdpoint.model.approval.ApprovalRefusedException;
import io.holdpoint.model.approval.ApprovalRefusedException.Cause;
import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.identity.AgentIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose word counts, and until when. */
final class Rules {

  private final ApprovalSettings settings;

  Rules(ApprovalSettings settings) {
    this.settings = settings;
  }

  /** Why a word does not count, or null. */
  @Nullable ApprovalRefusedException objection(
      String ref, @Nullable Entry entry, ApprovalWord word) {
    if (entry == null) {
      return new ApprovalRefusedException(
          Cause.UNKNOWN, "approval: got \"" + ref + "\" (expected: the reference of a held call)");
    }
    boolean takesBack =
        word instanceof ApprovalWord.Deny && entry.state instanceof ApprovalState.Granted;
    if (entry.busy || !(entry.isPending() || takesBack)) {
      return new ApprovalRefusedException(
          Cause.SETTLED,
          "approval "
              + ref
              + ": got a word on one that is "
              + entry.state.word()
              + " (expected: one that waits)");
    }
    return switch (word) {
      case ApprovalWord.Deny deny -> null;
      case ApprovalWord.Once once -> approval(ref, entry, word, once.until());
      case ApprovalWord.ForSession session -> approval(ref, entry, word, session.until());
    };
  }

  private @Nullable ApprovalRefusedException approval(
      String ref, Entry entry, ApprovalWord word, Instant until) {
    String by = word.spoken().by();
    if (isOwn(entry, by)) {
      return new ApprovalRefusedException(
          Cause.OWN_CALL,
          "approval "
              + ref
              + ": got the word of "
              + by
              + ", who is behind the agent (expected: another person)");
    }
    Set<String> approvers = entry.request.approvers();
    if (!approvers.isEmpty()
        && approvers.stream().noneMatch(name -> name.strip().equalsIgnoreCase(by.strip()))) {
      return new ApprovalRefusedException(
          Cause.NOT_APPROVER,
          "approval "
              + ref
              + ": got the word of "
              + by
              + " (expected: one of those whom the policy names)");
    }
    Instant at = word.spoken().at();
    Duration ahead = Duration.between(at, until);
    if (ahead.isNegative() || ahead.isZero() || ahead.compareTo(settings.longestGrant()) > 0) {
      return new ApprovalRefusedException(
          Cause.BAD_END,
          "until: got " + until + " (expected: within " + settings.longestGrant() + " from now)");
    }
    return null;
  }

  /** Nobody approves what runs in their own name, or what an agent of theirs does. */
  private static boolean isOwn(Entry entry, String by) {
    AgentIdentity identity = entry.request.attempt().session().identity();
    return List.of(identity.subject(), entry.request.owner()).stream()
        .anyMatch(name -> name.strip().equalsIgnoreCase(by.strip()));
  }
}
