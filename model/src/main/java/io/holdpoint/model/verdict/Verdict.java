// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.verdict;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** What may happen with an attempt. Ordered permit &lt; hold &lt; deny. */
public sealed interface Verdict {

  /** What must be done besides; combined by union. */
  Set<Obligation> obligations();

  /** The call may go on. */
  record Permit(Set<Obligation> obligations) implements Verdict {
    /** A permit without obligations. */
    public static final Permit PLAIN = new Permit(Set.of());

    public Permit {
      obligations = Set.copyOf(obligations);
    }
  }

  /**
   * The call waits for a person.
   *
   * @param limit after which it is refused; the shortest of several holds counts
   */
  record Hold(Duration limit, Set<Obligation> obligations) implements Verdict {
    public Hold {
      obligations = Set.copyOf(obligations);
      if (limit.isNegative() || limit.isZero()) {
        throw new IllegalArgumentException("hold limit: got " + limit + " (expected: > 0)");
      }
    }
  }

  /** The call is refused. */
  record Deny(Set<Obligation> obligations) implements Verdict {
    /** A denial without obligations. */
    public static final Deny PLAIN = new Deny(Set.of());

    public Deny {
      obligations = Set.copyOf(obligations);
    }
  }

  /**
   * The stricter of the two with the obligations of both. Associative, commutative, idempotent; a
   * plain permit is its neutral element.
   */
  default Verdict combine(Verdict other) {
    Set<Obligation> united = union(obligations(), other.obligations());
    return switch (this) {
      case Deny d -> new Deny(united);
      case Hold mine ->
          switch (other) {
            case Deny d -> new Deny(united);
            case Hold theirs ->
                new Hold(
                    mine.limit().compareTo(theirs.limit()) <= 0 ? mine.limit() : theirs.limit(),
                    united);
            case Permit p -> new Hold(mine.limit(), united);
          };
      case Permit p ->
          switch (other) {
            case Deny d -> new Deny(united);
            case Hold h -> new Hold(h.limit(), united);
            case Permit q -> new Permit(united);
          };
    };
  }

  /** The word used in attributes, stores and pages. */
  default String word() {
    return switch (this) {
      case Permit p -> "permit";
      case Hold h -> "hold";
      case Deny d -> "deny";
    };
  }

  private static Set<Obligation> union(Set<Obligation> a, Set<Obligation> b) {
    if (b.isEmpty()) {
      return a;
    }
    if (a.isEmpty()) {
      return b;
    }
    TreeSet<Obligation> united = new TreeSet<>(a);
    united.addAll(b);
    return united;
  }
}
