// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.state;

import io.holdpoint.engine.state.StepMemory.Entry;
import io.holdpoint.model.step.StepId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last {@link StepMemory#FINISHED} steps that came to an end, in a ring: one more overwrites
 * the oldest without looking at it. A search runs over hashes that lie side by side. For one thread
 * at a time.
 */
final class FinishedSteps {
  private static final int FEW = 8;

  private static final int[] NO_HASHES = {};
  private static final StepId[] NO_STEPS = {};
  private static final Entry[] NO_ENTRIES = {};

  private int[] hashes = NO_HASHES;
  private @Nullable StepId[] steps = NO_STEPS;
  private @Nullable Entry[] entries = NO_ENTRIES;
  private int size;
  private int next;

  /** The step, or null if it is not among them. */
  @Nullable Entry find(StepId step) {
    int at = indexOf(step);
    return at < 0 ? null : entries[at];
  }

  /** Remembers a step; one that is known keeps its place. */
  void put(StepId step, Entry entry) {
    int at = indexOf(step);
    if (at < 0) {
      at = next;
      grow(at);
      hashes[at] = step.hashCode();
      steps[at] = step;
      size = Math.max(size, at + 1);
      next = (at + 1) % StepMemory.FINISHED;
    }
    entries[at] = entry;
  }

  private int indexOf(StepId step) {
    int hash = step.hashCode();
    for (int i = 0; i < size; i++) {
      if (hashes[i] == hash && step.equals(steps[i])) {
        return i;
      }
    }
    return -1;
  }

  private void grow(int needed) {
    if (needed >= hashes.length) {
      int length = Math.min(StepMemory.FINISHED, Math.max(FEW, 2 * hashes.length));
      hashes = Arrays.copyOf(hashes, length);
      steps = Arrays.copyOf(steps, length);
      entries = Arrays.copyOf(entries, length);
    }
  }
}
