// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

/**
 * What a server said and its callers have not taken in yet, in bytes: above a mark the server is
 * made to wait. Safe for use by many threads.
 */
final class Backlog {

  private static final long HIGH = 1 << 20;
  private static final long LOW = HIGH / 4;

  private final Pace pace;
  private long bytes;
  private boolean paused;

  Backlog(Pace pace) {
    this.pace = pace;
  }

  /** Makes a server wait or go on. */
  interface Pace {
    void reading(boolean on);
  }

  synchronized void add(int more) {
    bytes += more;
    if (bytes > HIGH && !paused) {
      paused = true;
      pace.reading(false);
    }
  }

  synchronized void remove(int less) {
    bytes -= less;
    if (bytes < LOW && paused) {
      paused = false;
      pace.reading(true);
    }
  }
}
