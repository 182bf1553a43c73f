// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.decision;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** What happens with a step after it was judged. */
public sealed interface Ruling {

  /** It may leave. */
  record Go() implements Ruling {}

  /**
   * It waits for a person.
   *
   * @param ref what its caller may name
   * @param limit for how long
   * @param byGate true if it waits for the gate to open, false if for a person's word on it
   */
  record Wait(String ref, Duration limit, boolean byGate) implements Ruling {
    public Wait {
      requireNonNull(ref, "ref");
      requireNonNull(limit, "limit");
    }
  }

  /**
   * It may not leave.
   *
   * @param ref what its caller may name
   * @param advice a sentence for its caller, empty if there is nothing it can do
   */
  record Refuse(String ref, String advice) implements Ruling {
    public Refuse {
      requireNonNull(ref, "ref");
      requireNonNull(advice, "advice");
    }

    /** Without a word on what the caller could do. */
    public Refuse(String ref) {
      this(ref, "");
    }
  }
}
