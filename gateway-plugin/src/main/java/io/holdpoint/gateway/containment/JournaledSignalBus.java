// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.containment;

import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.port.Subscription;
import io.holdpoint.model.signal.Containment;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A signal bus whose signals stand in a journal: what stood before a restart stands after it.
 *
 * <p>Publishing never waits for the disk, so event loops may do it. Signals take effect in the
 * order of their sequence, also where a later one is durable first; subscribers are told on the
 * thread that found a signal durable, one signal at a time. A subscriber that fails is logged and
 * stops nobody else.
 */
public final class JournaledSignalBus implements SignalBus {

  private static final Logger LOG = LoggerFactory.getLogger(JournaledSignalBus.class);

  private final Journal journal;
  private final ReentrantLock publishing = new ReentrantLock();
  private final ReentrantLock delivering = new ReentrantLock();
  private final Queue<Pending> pending = new ConcurrentLinkedQueue<>();
  private final List<Consumer<Published>> subscribers = new CopyOnWriteArrayList<>();
  private final List<Published> history = new ArrayList<>();
  private volatile Containment containment = Containment.NONE;
  private volatile Containment announced = Containment.NONE;
  private long lastSequence;

  /** Reads all signals from {@code journal}, which must be open for as long as the bus is used. */
  public JournaledSignalBus(Journal journal) {
    this.journal = journal;
    Restored restored = new Restored();
    journal.replay(restored::add);
    history.addAll(restored.signals);
    containment = restored.containment;
    announced = containment;
    lastSequence = restored.lastSequence;
  }

  @Override
  public CompletionStage<Published> publish(Signal signal) {
    Pending next;
    CompletionStage<Void> durable;
    publishing.lock();
    try {
      Published published = new Published(lastSequence + 1, signal);
      durable =
          journal.append(Journal.Durability.DISK, List.of(new JournalRecord.Signalled(published)));
      lastSequence++;
      next = new Pending(published);
      pending.add(next);
      announced = announced.after(signal);
    } catch (RuntimeException notWritten) {
      return CompletableFuture.failedFuture(notWritten);
    } finally {
      publishing.unlock();
    }
    durable.whenComplete(
        (done, failure) -> {
          next.settle(failure);
          deliverSettled();
          if (failure != null) {
            withdraw();
          }
        });
    return next.stage.minimalCompletionStage();
  }

  @Override
  public Containment containment() {
    return containment;
  }

  @Override
  public Containment announced() {
    return announced;
  }

  /** What failed is announced no more; the rest still is. */
  private void withdraw() {
    delivering.lock();
    publishing.lock();
    try {
      Containment left = containment;
      for (Pending next : pending) {
        if (!next.hasFailed()) {
          left = left.after(next.published.signal());
        }
      }
      announced = left;
    } finally {
      publishing.unlock();
      delivering.unlock();
    }
  }

  @Override
  public Subscription subscribe(long afterSequence, Consumer<Published> listener) {
    delivering.lock();
    try {
      for (Published old : List.copyOf(history)) {
        if (old.sequence() > afterSequence) {
          listener.accept(old);
        }
      }
      subscribers.add(listener);
    } finally {
      delivering.unlock();
    }
    return () -> subscribers.remove(listener);
  }

  /** A signal on its way to the disk. */
  private static final class Pending {
    private final Published published;
    private final CompletableFuture<Published> stage = new CompletableFuture<>();
    private @Nullable Throwable failure;
    private volatile boolean settled;

    Pending(Published published) {
      this.published = published;
    }

    void settle(@Nullable Throwable failure) {
      this.failure = failure;
      settled = true;
    }

    boolean hasFailed() {
      return settled && failure != null;
    }

    void complete() {
      if (failure == null) {
        stage.complete(published);
      } else {
        stage.completeExceptionally(failure);
      }
    }
  }

  /** Lets every signal take effect that is durable and has no undecided one before it. */
  private void deliverSettled() {
    if (delivering.isHeldByCurrentThread()) {
      return; // A subscriber published: the loop below, further up this stack, goes on with it.
    }
    List<Pending> settled = new ArrayList<>();
    delivering.lock();
    try {
      for (Pending next = pending.peek(); next != null && next.settled; next = pending.peek()) {
        pending.remove();
        settled.add(next);
        if (next.failure == null) {
          deliver(next.published);
        }
      }
    } finally {
      delivering.unlock();
    }
    settled.forEach(Pending::complete);
  }

  private void deliver(Published published) {
    history.add(published);
    containment = containment.after(published.signal());
    for (Consumer<Published> subscriber : subscribers) {
      try {
        subscriber.accept(published);
      } catch (RuntimeException e) {
        LOG.error("signal {}: a subscriber failed", published.sequence(), e);
      }
    }
  }

  /** What a journal tells of signals. */
  private static final class Restored {
    private final List<Published> signals = new ArrayList<>();
    private Containment containment = Containment.NONE;
    private long lastSequence;

    void add(JournalRecord entry) {
      if (!(entry instanceof JournalRecord.Signalled signalled)) {
        return;
      }
      Published published = signalled.published();
      if (published.sequence() <= lastSequence) {
        throw new IllegalStateException(
            "signal sequence in the journal: got "
                + published.sequence()
                + " after "
                + lastSequence
                + " (expected: it rises)");
      }
      lastSequence = published.sequence();
      containment = containment.after(published.signal());
      signals.add(published);
    }
  }
}
