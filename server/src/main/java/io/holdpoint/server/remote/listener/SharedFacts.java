// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.listener;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.bypass.JournaledBypass;
import io.holdpoint.gateway.containment.JournaledDeclarations;
import io.holdpoint.gateway.offer.OfferBook;
import io.holdpoint.model.offer.OfferEvent;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.Subscription;
import java.util.function.Consumer;

/**
 * What all gateways are to know beside signals: sessions that hosts declared here, what stands on
 * the offers of upstreams, which they see and people decide on here, and whether the glass is
 * broken.
 *
 * @param declarations of this process
 * @param offers of this process: the book whose word counts
 * @param bypass of this process
 */
public record SharedFacts(
    JournaledDeclarations declarations, OfferBook offers, JournaledBypass bypass) {

  public SharedFacts {
    requireNonNull(declarations, "declarations");
    requireNonNull(offers, "offers");
    requireNonNull(bypass, "bypass");
  }

  /** Tells of everything so far, then of all that changes. */
  Subscription subscribe(Consumer<JournalRecord> listener) {
    Subscription sessions =
        declarations.subscribe(declared -> listener.accept(new JournalRecord.Declared(declared)));
    Subscription book =
        offers.subscribe(event -> listener.accept(new JournalRecord.Offered(event)));
    Subscription glass = bypass.subscribe(now -> listener.accept(new JournalRecord.Bypassed(now)));
    return () -> {
      sessions.close();
      book.close();
      glass.close();
    };
  }

  /** A gateway saw this. */
  void saw(OfferEvent.Sighted offer) {
    offers.sighted(offer);
  }
}
