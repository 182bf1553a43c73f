// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the bytes of all requests that are in memory at once, over both protocols. Above the lower
 * bound no further request is begun; above the upper one those under way are broken off too. Either
 * way their senders may try again. Safe for use by many threads.
 */
final class MemoryGuard {

  private final long lower;
  private final long upper;
  private final AtomicLong held = new AtomicLong();

  /**
   * A guard.
   *
   * @param upper bytes that may be held at once; three quarters of it is the lower bound
   */
  MemoryGuard(long upper) {
    this.lower = upper / 4 * 3;
    this.upper = upper;
  }

  /** Bytes held now. */
  long held() {
    return held.get();
  }

  /** Refuses to begin another request when there is little room left. */
  void admit() throws RefusedException {
    if (held.get() > lower) {
      throw refused();
    }
  }

  /** Reserves room for {@code bytes} more, or refuses. */
  void reserve(long bytes) throws RefusedException {
    if (!tryReserve(bytes)) {
      throw refused();
    }
  }

  /** True if there was room for {@code bytes} more, which is reserved now. */
  boolean tryReserve(long bytes) {
    if (held.addAndGet(bytes) <= upper) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }

  void release(long bytes) {
    held.addAndGet(-bytes);
  }

  static RefusedException refused() {
    return new RefusedException(
        Refusal.UNAVAILABLE, "collector: too many requests at once; try again later");
  }
}
