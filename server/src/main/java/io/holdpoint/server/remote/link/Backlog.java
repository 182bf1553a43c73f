// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.link;

import io.holdpoint.server.remote.wire.StepMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Steps the engine does not know yet, in their order. The engine must take them in before it judges
 * anything else: what was read while it was away may be what makes the next call a harmful one.
 */
final class Backlog {

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<StepMessage> steps = new ArrayDeque<>();
  private boolean lost;

  Backlog(int capacity) {
    this.capacity = capacity;
  }

  /** Keeps a step; false if there is no room, which is remembered until the process ends. */
  boolean add(StepMessage step) {
    lock.lock();
    try {
      if (steps.size() >= capacity) {
        lost = true;
        return false;
      }
      steps.addLast(step);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The oldest step, which stays. */
  Optional<StepMessage> first() {
    lock.lock();
    try {
      return Optional.ofNullable(steps.peekFirst());
    } finally {
      lock.unlock();
    }
  }

  /** Forgets the oldest step if it is still {@code step}: the engine knows it now. */
  void delivered(StepMessage step) {
    lock.lock();
    try {
      if (step.equals(steps.peekFirst())) {
        steps.removeFirst();
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isFull() {
    lock.lock();
    try {
      return lost || steps.size() >= capacity;
    } finally {
      lock.unlock();
    }
  }
}
