// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.approval;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.approval.ApprovalWord.Edit;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What a held call is told when it asks. */
public sealed interface Asked {

  /**
   * It waits.
   *
   * @param ref what its caller may name
   * @param expiresAt when it is over if nobody speaks
   * @param settled completes, never by failure, once it no longer waits
   */
  record Waits(String ref, Instant expiresAt, CompletionStage<Approval> settled) implements Asked {
    public Waits {
      requireNonNull(ref, "ref");
      requireNonNull(expiresAt, "expiresAt");
      requireNonNull(settled, "settled");
    }
  }

  /**
   * A grant stands that it may try to use up.
   *
   * @param ref the grant
   * @param edit what is changed of its arguments before it goes, or null
   */
  record MayGo(String ref, @Nullable Edit edit) implements Asked {

    /** One that goes as it came. */
    public MayGo(String ref) {
      this(ref, null);
    }

    public MayGo {
      requireNonNull(ref, "ref");
    }
  }

  /**
   * A person has refused this call already.
   *
   * @param ref what its caller may name
   */
  record Refused(String ref) implements Asked {
    public Refused {
      requireNonNull(ref, "ref");
    }
  }

  /** Its principal has too many calls before people already; nobody is asked. */
  record TooMany() implements Asked {}
}
