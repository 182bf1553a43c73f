// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.score;

/**
 * A share and what it is a share of.
 *
 * @param hits how many
 * @param of out of how many
 */
public record Rate(long hits, long of) {

  /** Nothing was counted. */
  public static final Rate NONE = new Rate(0, 0);

  public Rate {
    if (hits < 0 || of < 0) {
      throw new IllegalArgumentException(
          "rate: got " + hits + " of " + of + " (expected: not negative)");
    }
  }

  /** The share; not a number if there is nothing to share. */
  public double value() {
    return of == 0 ? Double.NaN : (double) hits / of;
  }

  /** True if anything was counted. */
  public boolean isCounted() {
    return of > 0;
  }

  /** One, that is or is not. */
  public static Rate of(boolean hit) {
    return new Rate(hit ? 1 : 0, 1);
  }

  /** One more, that is or is not. */
  Rate with(boolean hit) {
    return new Rate(hits + (hit ? 1 : 0), of + 1);
  }

  /** Both together. */
  public Rate plus(Rate other) {
    return new Rate(hits + other.hits, of + other.of);
  }
}
