// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.trail;

/**
 * What the arguments of one call look like: hashes and flags, no text.
 *
 * @param resource what the call acts on by an argument of its own, 0 if none says
 * @param destination where it leads, 0 if nowhere
 * @param touched everything it names: its resource, paths and their last parts
 * @param places kinds of places it names, as bits
 * @param hidden true if characters nobody sees are among them
 * @param encoded true if a long run of them is no language
 */
record Looks(
    long resource, long destination, long[] touched, int places, boolean hidden, boolean encoded) {
  static final Looks NONE = new Looks(0, 0, new long[0], 0, false, false);

  boolean touches(long[] others) {
    for (long other : others) {
      for (long own : touched) {
        if (own == other) {
          return true;
        }
      }
    }
    return false;
  }
}
