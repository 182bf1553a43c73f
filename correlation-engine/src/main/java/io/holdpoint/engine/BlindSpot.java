// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Telemetry of a sender was lost: rules over it did not see what they should have.
 *
 * @param source who would have told it
 * @param cause why it was lost, in the collector's word
 * @param since when the first of it was lost, without a minute's rest since
 * @param until when it counts as seen again if nothing more is lost
 * @param lost how much was lost since
 */
public record BlindSpot(String source, String cause, Instant since, Instant until, long lost) {
  public BlindSpot {
    requireNonNull(source, "source");
    requireNonNull(cause, "cause");
    requireNonNull(since, "since");
    requireNonNull(until, "until");
  }

  /** This one, which more of the same belongs to, or the later one if there was a rest between. */
  BlindSpot and(BlindSpot later) {
    if (until.isBefore(later.since)) {
      return later;
    }
    Instant end = until.isAfter(later.until) ? until : later.until;
    return new BlindSpot(source, later.cause, since, end, lost + later.lost);
  }
}
