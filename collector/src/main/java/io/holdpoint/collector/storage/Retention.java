// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import java.time.Duration;

/**
 * What of the projection is kept. The journal is not touched by it: that is the evidence.
 *
 * @param keep sessions not heard of for longer are forgotten; zero for never
 * @param maxBytes how much compressed steps may take; zero for no bound
 */
public record Retention(Duration keep, long maxBytes) {

  /** Nothing is forgotten. */
  public static final Retention FOREVER = new Retention(Duration.ZERO, 0);

  public Retention {
    if (keep.isNegative()) {
      throw new IllegalArgumentException("keep: got " + keep + " (expected: 0 or more)");
    }
    if (maxBytes < 0) {
      throw new IllegalArgumentException("maxBytes: got " + maxBytes + " (expected: 0 or more)");
    }
  }

  /** True if nothing is ever forgotten. */
  public boolean isForever() {
    return keep.isZero() && maxBytes == 0;
  }
}
