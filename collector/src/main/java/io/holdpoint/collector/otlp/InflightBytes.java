// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds the bytes of all request bodies that are in memory at once. */
final class InflightBytes {

  private final long limit;
  private final AtomicLong held = new AtomicLong();

  InflightBytes(long limit) {
    this.limit = limit;
  }

  /** Reserves room for {@code bytes} more, or refuses. */
  void reserve(long bytes) throws RefusedException {
    if (held.addAndGet(bytes) > limit) {
      held.addAndGet(-bytes);
      throw new RefusedException(
          Refusal.UNAVAILABLE, "collector: too many large requests at once; try again later");
    }
  }

  void release(long bytes) {
    held.addAndGet(-bytes);
  }
}
