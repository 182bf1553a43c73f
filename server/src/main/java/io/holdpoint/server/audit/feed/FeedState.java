// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.feed;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * How a feed stands.
 *
 * @param name its name
 * @param sentUpTo the number of the last record that the far end has, with all before it
 * @param waiting how many records of the journal come after it
 * @param sent how many were handed over since the start
 * @param leftOut how many the far end refused for good, so that only a note of them was sent
 * @param failingSince since when nothing can be handed over
 */
public record FeedState(
    String name,
    long sentUpTo,
    long waiting,
    long sent,
    long leftOut,
    Optional<Instant> failingSince) {

  public FeedState {
    requireNonNull(name, "name");
    requireNonNull(failingSince, "failingSince");
  }

  /** True if the far end takes what it is sent. */
  public boolean up() {
    return failingSince.isEmpty();
  }

  /** One sentence for people, without addresses. */
  public String text() {
    String lag = waiting + " records wait";
    return failingSince.map(since -> "failing since " + since + "; " + lag).orElse(lag);
  }
}
