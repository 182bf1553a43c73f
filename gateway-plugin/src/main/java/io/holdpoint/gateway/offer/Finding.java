// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.offer;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.offer.Offer;
import java.util.List;

/** Something about an offer that people should know. */
sealed interface Finding {

  /** Which offer. */
  Offer offer();

  /**
   * It is not what it was.
   *
   * @param members in which members of its definition, as far as known
   * @param flags what is suspicious in the new one
   */
  record Changed(Offer offer, List<String> members, List<String> flags) implements Finding {
    public Changed {
      requireNonNull(offer, "offer");
      members = List.copyOf(members);
      flags = List.copyOf(flags);
    }
  }

  /**
   * It hides something or gives orders.
   *
   * @param flags in which way
   * @param hidden true if it waits for a person because of that
   */
  record Flagged(Offer offer, List<String> flags, boolean hidden) implements Finding {
    public Flagged {
      requireNonNull(offer, "offer");
      flags = List.copyOf(flags);
    }
  }

  /** It is new and waits for a person. */
  record Waits(Offer offer) implements Finding {
    public Waits {
      requireNonNull(offer, "offer");
    }
  }
}
