// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.trail;

/** The last so many things by hash. */
final class Things {
  private static final long[] NOTHING = {};

  private final int most;
  private long[] things = NOTHING;
  private int next;

  Things(int most) {
    this.most = most;
  }

  void add(long thing) {
    if (thing == 0 || has(thing)) {
      return;
    }
    if (next == things.length && things.length < most) {
      things = java.util.Arrays.copyOf(things, Math.min(most, Math.max(4, 2 * things.length)));
    }
    if (next == things.length) {
      next = 0;
    }
    things[next++] = thing;
  }

  boolean has(long thing) {
    if (thing == 0) {
      return false;
    }
    for (long known : things) {
      if (known == thing) {
        return true;
      }
    }
    return false;
  }
}
