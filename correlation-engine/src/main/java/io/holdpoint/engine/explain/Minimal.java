// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.explain;

import io.holdpoint.model.step.StepId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds steps that are enough for a match and of which none can be missed, by leaving out halves,
 * quarters and so on, and in the end each one (Zeller's delta debugging, without the test of
 * subsets). For one search.
 */
final class Minimal {
  private final Predicate<Set<StepId>> matches;
  private final StepId completing;
  private int left;

  /**
   * @param matches replays these steps; the completing one is always among them
   * @param most so many replays
   */
  Minimal(Predicate<Set<StepId>> matches, StepId completing, int most) {
    this.matches = matches;
    this.completing = completing;
    this.left = most;
  }

  /**
   * What was found.
   *
   * @param steps enough for a match, the completing one included
   * @param withoutStep what happened without each of the others: true if the match was gone
   */
  record Found(Set<StepId> steps, Map<StepId, Boolean> withoutStep) {
    /** True if each of them was left out once, and the match was gone. */
    boolean isMinimal() {
      return withoutStep.size() == steps.size() - 1
          && withoutStep.values().stream().allMatch(gone -> gone);
    }
  }

  /**
   * @param start enough for a match
   */
  Found shrink(Set<StepId> start) {
    List<StepId> kept = new ArrayList<>(start);
    kept.remove(completing);
    for (int size = kept.size() / 2; size > 1; size /= 2) {
      kept = leaveOut(kept, size, new LinkedHashMap<>());
    }
    Map<StepId, Boolean> gone = new LinkedHashMap<>();
    int before = -1;
    while (before != kept.size() && left > 0) {
      before = kept.size();
      gone.clear();
      kept = leaveOut(kept, 1, gone);
    }
    return new Found(with(kept), gone);
  }

  private List<StepId> leaveOut(List<StepId> steps, int size, Map<StepId, Boolean> gone) {
    List<StepId> kept = new ArrayList<>(steps);
    for (int from = steps.size(); from > 0 && left > 0; from -= size) {
      List<StepId> chunk = steps.subList(Math.max(0, from - size), from);
      List<StepId> rest = new ArrayList<>(kept);
      rest.removeAll(chunk);
      left--;
      if (matches.test(with(rest))) {
        kept = rest;
      } else if (chunk.size() == 1) {
        gone.put(chunk.getFirst(), true);
      }
    }
    return kept;
  }

  private Set<StepId> with(List<StepId> steps) {
    Set<StepId> all = new LinkedHashSet<>(steps);
    all.add(completing);
    return all;
  }
}
