// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.listener;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.port.Subscription;
import io.holdpoint.model.signal.Published;
import io.holdpoint.server.remote.trust.Seal;
import io.holdpoint.server.remote.wire.EngineWord;
import java.security.PrivateKey;
import java.util.concurrent.atomic.AtomicLong;

/** Seals the signals of one journal, and knows which is the latest. Safe for many threads. */
final class Sealing implements AutoCloseable {

  private final String journalId;
  private final PrivateKey key;
  private final AtomicLong latest = new AtomicLong();
  private final Subscription subscription;

  Sealing(SignalBus signals, String journalId, PrivateKey key) {
    this.journalId = requireNonNull(journalId, "journalId");
    this.key = requireNonNull(key, "key");
    this.subscription = signals.subscribe(0, published -> latest.set(published.sequence()));
  }

  String journalId() {
    return journalId;
  }

  /** The latest signal's sequence, 0 if there is none. */
  long latest() {
    return latest.get();
  }

  EngineWord.Sealed seal(Published published) {
    return new EngineWord.Sealed(published, Seal.on(published, journalId, key));
  }

  EngineWord.Told seal(JournalRecord fact) {
    return new EngineWord.Told(fact, Seal.on(fact, journalId, key));
  }

  @Override
  public void close() {
    subscription.close();
  }
}
