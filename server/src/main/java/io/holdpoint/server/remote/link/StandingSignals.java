// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.link;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.port.Subscription;
import io.holdpoint.model.signal.Containment;
import io.holdpoint.model.signal.Published;
import io.holdpoint.server.remote.trust.Seal;
import io.holdpoint.server.remote.wire.EngineWord;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's signals as they stand here: sealed ones only, in their order, each once, kept on the
 * own disk. What stands is never taken back because the engine is away or began anew. Safe for use
 * by many threads.
 */
final class StandingSignals {

  private static final Logger LOG = LoggerFactory.getLogger(StandingSignals.class);

  private final LatchFile file;
  private final PublicKey sealed;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Published> history = new ArrayList<>();
  private final List<Consumer<Published>> listeners = new ArrayList<>();
  private final Map<Long, CompletableFuture<Void>> awaited = new TreeMap<>();
  private String journalId;
  private long applied;
  private volatile Containment containment = Containment.NONE;

  /** What came of a word. */
  enum Taken {
    /** It stands. */
    NEW,
    /** It stood before. */
    KNOWN,
    /** One before it is missing: all after the last one must be told again. */
    GAP,
    /** Its seal is not the engine's. */
    FORGED
  }

  /** Reads what stood before. */
  StandingSignals(LatchFile file, PublicKey sealed) {
    this.file = requireNonNull(file, "file");
    this.sealed = requireNonNull(sealed, "sealed");
    this.journalId = file.journalId();
    for (Published published : file.signals()) {
      history.add(published);
      containment = containment.after(published.signal());
      applied = published.sequence();
    }
  }

  Containment containment() {
    return containment;
  }

  String journalId() {
    lock.lock();
    try {
      return journalId;
    } finally {
      lock.unlock();
    }
  }

  /** The sequence of the last signal that stands, 0 if there is none of this journal. */
  long applied() {
    lock.lock();
    try {
      return applied;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The signals that follow are of this journal. Another one than before means that the engine
   * began anew: its signals come on top of what stands, so that nothing is let go.
   */
  void journal(String id) {
    lock.lock();
    try {
      if (!id.equals(journalId)) {
        if (!journalId.isEmpty()) {
          LOG.warn("the engine's journal is another one now: following it from its start");
        }
        file.follows(id);
        journalId = id;
        applied = 0;
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets a signal take effect if it is the next one.
   *
   * @param kept told once it is on the disk
   */
  Taken take(EngineWord.Sealed word, Consumer<Published> kept) {
    Published published = word.published();
    CompletionStage<Void> onDisk;
    lock.lock();
    try {
      if (!Seal.holds(word.seal(), published, journalId, sealed)) {
        return Taken.FORGED;
      }
      if (published.sequence() <= applied) {
        return Taken.KNOWN;
      }
      if (published.sequence() != applied + 1) {
        return Taken.GAP;
      }
      onDisk = file.keep(published);
      stand(published);
      CompletableFuture<Void> waiting = awaited.remove(published.sequence());
      if (waiting != null) {
        waiting.complete(null);
      }
    } finally {
      lock.unlock();
    }
    onDisk.whenComplete(
        (done, failure) -> {
          if (failure == null) {
            kept.accept(published);
          } else {
            LOG.error("signal {} stands, but not on the disk", published.sequence(), failure);
          }
        });
    return Taken.NEW;
  }

  /** Is complete once the signal with this sequence stands. */
  CompletableFuture<Void> standing(long sequence) {
    lock.lock();
    try {
      return applied >= sequence
          ? CompletableFuture.completedFuture(null)
          : awaited.computeIfAbsent(sequence, s -> new CompletableFuture<>());
    } finally {
      lock.unlock();
    }
  }

  /** A durable signal that the stream does not bring: it stands now, and again when it comes. */
  void anticipate(Published published) {
    lock.lock();
    try {
      if (published.sequence() > applied) {
        containment = containment.after(published.signal());
        listeners.forEach(listener -> listener.accept(published));
      }
    } finally {
      lock.unlock();
    }
  }

  Subscription subscribe(long afterSequence, Consumer<Published> listener) {
    lock.lock();
    try {
      history.stream().filter(p -> p.sequence() > afterSequence).forEach(listener);
      listeners.add(listener);
    } finally {
      lock.unlock();
    }
    return () -> {
      lock.lock();
      try {
        listeners.remove(listener);
      } finally {
        lock.unlock();
      }
    };
  }

  private void stand(Published published) {
    applied = published.sequence();
    history.add(published);
    containment = containment.after(published.signal());
    for (Consumer<Published> listener : listeners) {
      try {
        listener.accept(published);
      } catch (RuntimeException e) {
        LOG.error("signal {}: a subscriber failed", published.sequence(), e);
      }
    }
  }
}
