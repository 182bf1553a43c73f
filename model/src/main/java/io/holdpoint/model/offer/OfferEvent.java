// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.offer;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.signal.Author;
import java.time.Instant;
import java.util.List;

/** What happened to an offer; the journal keeps all of it. */
public sealed interface OfferEvent {

  /** What it happened to. */
  Offer offer();

  /** When. */
  Instant at();

  /**
   * A definition was seen for the first time.
   *
   * @param digest SHA-256 over its canonical form, in hexadecimal
   * @param definition its canonical form; empty if it is longer than is kept
   * @param trusted true if it counts from now on; false if it waits for a person
   * @param flags what is suspicious in it, possibly nothing
   */
  record Sighted(
      Offer offer,
      String digest,
      String definition,
      boolean trusted,
      List<String> flags,
      Instant at)
      implements OfferEvent {
    public Sighted {
      requireNonNull(offer, "offer");
      requireNonNull(digest, "digest");
      requireNonNull(definition, "definition");
      flags = List.copyOf(flags);
      requireNonNull(at, "at");
    }
  }

  /**
   * A person vouches for a definition.
   *
   * @param digest of the definition
   * @param author who
   * @param reason why
   */
  record Approved(Offer offer, String digest, Author author, String reason, Instant at)
      implements OfferEvent {
    public Approved {
      requireNonNull(offer, "offer");
      requireNonNull(digest, "digest");
      requireNonNull(author, "author");
      requireNonNull(reason, "reason");
      requireNonNull(at, "at");
    }
  }

  /**
   * A person refuses a definition: it stays out and waits for nobody any more.
   *
   * @param digest of the definition
   * @param author who
   * @param reason why
   */
  record Refused(Offer offer, String digest, Author author, String reason, Instant at)
      implements OfferEvent {
    public Refused {
      requireNonNull(offer, "offer");
      requireNonNull(digest, "digest");
      requireNonNull(author, "author");
      requireNonNull(reason, "reason");
      requireNonNull(at, "at");
    }
  }

  /**
   * A person says what a tool can do.
   *
   * @param as what it can do
   * @param author who
   * @param reason why
   */
  record Classified(Offer offer, Classification as, Author author, String reason, Instant at)
      implements OfferEvent {
    public Classified {
      requireNonNull(offer, "offer");
      requireNonNull(as, "as");
      requireNonNull(author, "author");
      requireNonNull(reason, "reason");
      requireNonNull(at, "at");
    }
  }
}
