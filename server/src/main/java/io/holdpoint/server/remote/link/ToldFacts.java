// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.link;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.bypass.JournaledBypass;
import io.holdpoint.gateway.containment.JournaledDeclarations;
import io.holdpoint.gateway.offer.OfferBook;
import io.holdpoint.model.offer.OfferEvent;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.Subscription;
import io.holdpoint.server.remote.trust.Seal;
import io.holdpoint.server.remote.wire.EngineWord;
import io.holdpoint.server.remote.wire.GatewayWord;
import java.security.PublicKey;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the engine's process tells a gateway beside signals, and what it is told of offers in turn.
 * The gateway keeps all of it in its own journal, so that it stands after a restart without engine.
 */
final class ToldFacts {

  private static final Logger LOG = LoggerFactory.getLogger(ToldFacts.class);

  private final JournaledDeclarations declarations;
  private final OfferBook offers;
  private final JournaledBypass bypass;
  private final PublicKey sealed;
  private Subscription telling = () -> {};

  ToldFacts(
      JournaledDeclarations declarations,
      OfferBook offers,
      JournaledBypass bypass,
      PublicKey sealed) {
    this.bypass = requireNonNull(bypass, "bypass");
    this.declarations = requireNonNull(declarations, "declarations");
    this.offers = requireNonNull(offers, "offers");
    this.sealed = requireNonNull(sealed, "sealed");
  }

  /**
   * Takes in what was told; false if its seal is not the engine's.
   *
   * @param journalId of the engine's journal
   */
  boolean take(EngineWord.Told word, String journalId) {
    if (!Seal.holds(word.seal(), word.fact(), journalId, sealed)) {
      return false;
    }
    switch (word.fact()) {
      case JournalRecord.Declared declared -> declarations.learn(declared.declared());
      case JournalRecord.Offered offered -> offers.ruled(offered.event());
      case JournalRecord.Bypassed bypassed ->
          bypass
              .learn(bypassed.bypass())
              .whenComplete(
                  (done, failure) -> {
                    if (failure != null) {
                      LOG.error("a bypass could not be recorded and does not count", failure);
                    }
                  });
      // A later engine may tell of more.
      case JournalRecord other ->
          LOG.warn("engine: {} is nothing a gateway knows", other.getClass().getSimpleName());
    }
    return true;
  }

  /** The engine is there (again): it is told what was seen here so far, and from now on. */
  void connected(Consumer<GatewayWord> engine) {
    telling.close();
    telling =
        offers.subscribe(
            event -> {
              if (event instanceof OfferEvent.Sighted seen) {
                engine.accept(new GatewayWord.Saw(seen));
              }
            });
  }
}
