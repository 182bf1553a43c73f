// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.telemetry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Something was lost that should have been seen, or was seen too late to do anything about. Loss of
 * one source and cause is told at most once a second, with all of that second.
 *
 * @param source who would have told it
 * @param cause why it was lost: one word of several, in small letters with dashes
 * @param count how much was lost since it was told last
 * @param total how much was lost since the start
 * @param at when it was noticed
 */
public record CoverageLoss(String source, String cause, long count, long total, Instant at) {

  /** The cause of what came more than a minute after the fact, by its sender's own clock. */
  public static final String LATE = "late";

  /** True if all of it came in the end. */
  public boolean cameLate() {
    return cause.equals(LATE);
  }

  public CoverageLoss {
    requireNonNull(source, "source");
    requireNonNull(cause, "cause");
    requireNonNull(at, "at");
    if (count < 1 || total < count) {
      throw new IllegalArgumentException(
          "loss: got " + count + " of " + total + " (expected: 1 or more, of at least as many)");
    }
  }
}
