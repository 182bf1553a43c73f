// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.approval;

import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.port.Subscription;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of changes in their order, outside the desk's lock: whoever is told may ask the desk. Safe
 * for use by many threads.
 */
final class News {

  private static final Logger LOG = LoggerFactory.getLogger(News.class);

  private final Queue<Runnable> pending = new ConcurrentLinkedQueue<>();
  private final List<Consumer<Approval>> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock delivering = new ReentrantLock();

  /** Notes a change. Called with the desk's lock held. */
  void add(Entry entry) {
    Approval approval = entry.approval();
    pending.add(() -> listeners.forEach(listener -> tell(listener, approval)));
    if (!approval.isPending()) {
      pending.add(() -> entry.settled.complete(approval));
    }
  }

  /** Tells what was noted. Called without the desk's lock. */
  void deliver() {
    while (!pending.isEmpty() && !delivering.isHeldByCurrentThread() && delivering.tryLock()) {
      try {
        for (Runnable next = pending.poll(); next != null; next = pending.poll()) {
          next.run();
        }
      } finally {
        delivering.unlock();
      }
    }
  }

  Subscription subscribe(Consumer<Approval> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private static void tell(Consumer<Approval> listener, Approval approval) {
    try {
      listener.accept(approval);
    } catch (RuntimeException e) {
      LOG.error("approval {}: a subscriber failed", approval.ref(), e);
    }
  }
}
