// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.port;

import io.holdpoint.model.offer.Classification;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.view.OfferRow;
import java.util.List;
import java.util.Optional;

/**
 * What servers offer, for people to look at and decide on. Decisions are durable once the call
 * returns, so it may block. Safe for use by many threads.
 */
public interface OfferDesk {

  /** All offers known, by upstream, kind and name. */
  List<OfferRow> offers();

  /**
   * Vouches for the definition that waits.
   *
   * @param digest the digest the person saw; must be that of the definition that waits
   * @return the offer afterwards, or empty if there is no such offer
   * @throws IllegalArgumentException if nothing waits, or another definition than the one seen
   * @throws IllegalStateException if it cannot be made durable; it has no effect then
   */
  Optional<OfferRow> approve(Offer offer, String digest, Author.Operator author, String reason);

  /**
   * Keeps the definition that waits out: it is asked about no more, and may still be approved.
   *
   * @param digest the digest the person saw; must be that of the definition that waits
   * @return the offer afterwards, or empty if there is no such offer
   * @throws IllegalArgumentException if nothing waits, or another definition than the one seen
   * @throws IllegalStateException if it cannot be made durable; it has no effect then
   */
  Optional<OfferRow> refuse(Offer offer, String digest, Author.Operator author, String reason);

  /**
   * Says what a tool can do, also of one that was never listed.
   *
   * @throws IllegalArgumentException if the offer is no tool
   * @throws IllegalStateException if it cannot be made durable; it has no effect then
   */
  OfferRow classify(Offer tool, Classification as, Author.Operator author, String reason);
}
