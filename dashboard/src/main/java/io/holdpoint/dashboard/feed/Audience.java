// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Whether anyone follows the feed: who waits for events, or asked for them or for the newest id in
 * the last minute. Safe for use by many threads.
 */
final class Audience {

  /** A page that lost its stream is back within seconds; then what it missed is still there. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private final InstantSource clock;
  private int present;
  private Instant lastSeen = Instant.MIN;
  private boolean told;

  Audience(InstantSource clock) {
    this.clock = clock;
  }

  /** Someone wants to know where the feed stands, and will follow it from there. */
  synchronized void asked() {
    lastSeen = clock.instant();
    told = false;
  }

  /** Someone begins to wait for events. */
  synchronized void enters() {
    present++;
    asked();
  }

  /** Someone waits no longer. */
  synchronized void leaves() {
    present--;
    asked();
  }

  /**
   * True if what was taken out before this call need not be written, as nobody follows.
   *
   * @param tellReturning run at the first such answer since someone was there: whoever was, and
   *     comes back, has to learn of the gap
   */
  synchronized boolean isAway(Runnable tellReturning) {
    if (present > 0 || lastSeen.isAfter(clock.instant().minus(PATIENCE))) {
      return false;
    }
    if (!told) {
      told = true;
      tellReturning.run();
    }
    return true;
  }
}
