// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.port;

import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalRefusedException;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.approval.Asked;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Payload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Where held calls wait for people. Everything it says is durable before it says it, and survives a
 * restart. It lets nothing go by itself: whoever holds the call does, after it has used a grant up.
 * Nothing blocks; stages may complete on any thread. Safe for use by many threads.
 */
public interface ApprovalDesk {

  /**
   * Puts a held call before people, unless an identical one is already there, a grant covers it, or
   * somebody has refused it. Fails if that could not be made durable; then nobody is asked.
   */
  CompletionStage<Asked> ask(ApprovalRequest request);

  /**
   * Uses a grant up for one call; one whose arguments a person edited for one that goes as {@link
   * ApprovalRequest#goingAs} says. True, to exactly one of any number of callers for a grant for
   * once, after that is durable; false if the grant is gone or does not cover this call.
   */
  CompletionStage<Boolean> redeem(String ref, ApprovalRequest request);

  /** A caller came back to {@code ref} with another call: people are told, the caller is not. */
  void mismatched(String ref, Payload arguments);

  /** How a held call stands once it no longer waits; fails if it is not known. */
  CompletionStage<Approval> settled(String ref);

  /** The caller takes its call back. Nothing happens if it no longer waits. */
  CompletionStage<Void> withdraw(String ref, String why);

  /**
   * A person speaks.
   *
   * @return how it stands then; fails with {@link
   *     io.holdpoint.model.approval.ApprovalRefusedException} if the word does not count, and with
   *     anything else if it could not be made durable
   */
  CompletionStage<Approval> decide(String ref, ApprovalWord word);

  /**
   * A person approves a held call for once, with other arguments.
   *
   * @param until when the grant ends
   * @param change a JSON merge patch (RFC 7396) over its arguments
   * @return as {@link #decide}
   */
  default CompletionStage<Approval> edit(
      String ref, ApprovalWord.Spoken spoken, Instant until, String change) {
    return CompletableFuture.failedFuture(
        new ApprovalRefusedException(
            ApprovalRefusedException.Cause.BAD_EDIT,
            "approval " + ref + ": got an edit (expected: a desk that can keep one)"));
  }

  /** One held call, or empty if it is not known or was forgotten long after it was over. */
  CompletionStage<Optional<Approval>> find(String ref);

  /** What waits, oldest first, then what no longer does, newest first, as far as remembered. */
  CompletionStage<List<Approval>> list();

  /** Something that carries these labels has reached a session. */
  void reached(Session session, Set<DataLabel> labels);

  /** Tells {@code listener} of every change from now on; it must not block. */
  Subscription subscribe(Consumer<Approval> listener);
}
