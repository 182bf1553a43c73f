// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.graph;

import java.util.List;

/**
 * What becomes one node.
 *
 * @param steps indices of the steps in it, by time, at least one
 * @param fold what it stands for
 * @param times how often a loop went round, otherwise 1
 */
record Item(List<Integer> steps, Fold fold, int times) {

  /** Why there is more than one step in a node. */
  enum Fold {
    /** There is not. */
    NONE,
    /** The same again and again. */
    LOOP,
    /** The same several times side by side. */
    MANY,
    /** A sub-agent and all it did. */
    AGENT,
    /** The first of a sub-agent or loop whose steps have nodes of their own. */
    OPEN;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  Item {
    steps = List.copyOf(steps);
  }

  static Item of(int step) {
    return new Item(List.of(step), Fold.NONE, 1);
  }

  int first() {
    return steps.getFirst();
  }

  int last() {
    return steps.getLast();
  }
}
