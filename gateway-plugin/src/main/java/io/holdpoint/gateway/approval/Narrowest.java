// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.approval;

import io.holdpoint.model.approval.ApprovalWord;
import java.time.Instant;
import java.util.List;

/** What several people who approved a call have all said. */
final class Narrowest {

  private Narrowest() {}

  /** The last word, for no longer and no more than any of them allows; none of them refuses. */
  static ApprovalWord of(List<ApprovalWord> words) {
    ApprovalWord last = words.getLast();
    Instant until = words.stream().map(Narrowest::until).min(Instant::compareTo).orElseThrow();
    boolean forSession = words.stream().allMatch(ApprovalWord.ForSession.class::isInstance);
    return forSession
        ? new ApprovalWord.ForSession(last.spoken(), until)
        : new ApprovalWord.Once(last.spoken(), until, last.edit());
  }

  private static Instant until(ApprovalWord word) {
    return switch (word) {
      case ApprovalWord.Once once -> once.until();
      case ApprovalWord.ForSession session -> session.until();
      case ApprovalWord.Deny deny -> deny.spoken().at();
    };
  }
}
