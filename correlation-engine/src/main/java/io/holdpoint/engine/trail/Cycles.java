// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.trail;

/**
 * Finds out whether the last calls repeat themselves with a period of two to eight, in as many
 * comparisons a call.
 */
final class Cycles {
  private static final int LONGEST = 8;
  private static final int LEAST = 3;

  private static final int[] NOTHING = {};

  private int[] last = NOTHING;
  private int[] runs = NOTHING;
  private int count;

  /** How often the last calls came in the same order, at least 3; else 0. */
  int next(int likeness) {
    if (last.length == 0) {
      last = new int[LONGEST];
      runs = new int[LONGEST + 1];
    }
    int repeats = 0;
    for (int period = 1; period <= LONGEST; period++) {
      boolean same = count >= period && last[(count - period) % LONGEST] == likeness;
      runs[period] = same ? runs[period] + 1 : 0;
    }
    for (int period = 2; period <= LONGEST && repeats == 0; period++) {
      boolean allAlike = runs[1] + 1 >= period;
      if (!allAlike && runs[period] >= period * (LEAST - 1)) {
        repeats = runs[period] / period + 1;
      }
    }
    last[count % LONGEST] = likeness;
    count++;
    return repeats;
  }

  void clear() {
    last = NOTHING;
    runs = NOTHING;
    count = 0;
  }
}
