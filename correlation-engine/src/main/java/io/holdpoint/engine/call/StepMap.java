// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.call;

import io.holdpoint.model.step.StepId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Something for each of a session's last steps, in the order in which they came; one more than may
 * be held pushes out the oldest. Mostly there are one or two, and many sessions: a search runs over
 * hashes that lie side by side, and nothing is made for a step. For one thread at a time.
 *
 * @param <V> what is held
 */
public final class StepMap<V> {
  private static final int[] NO_HASHES = {};
  private static final Object[] NOTHING = {};

  private final int most;
  private int size;
  private int[] hashes = NO_HASHES;

  /** Step and value in turn. */
  private @Nullable Object[] entries = NOTHING;

  /**
   * @param most how many are held
   */
  public StepMap(int most) {
    this.most = most;
  }

  /** What is held for the step, or null. */
  public @Nullable V get(StepId step) {
    int at = indexOf(step);
    return at < 0 ? null : value(at);
  }

  /** Holds this for the step; one that is known keeps its place. */
  public void put(StepId step, V value) {
    int at = indexOf(step);
    if (at < 0) {
      if (size == most) {
        removeAt(0);
      }
      if (size == hashes.length) {
        grow();
      }
      at = size++;
      hashes[at] = step.hashCode();
      entries[2 * at] = step;
    }
    entries[2 * at + 1] = value;
  }

  /** What was held for the step and is not any more, or null. */
  public @Nullable V remove(StepId step) {
    int at = indexOf(step);
    if (at < 0) {
      return null;
    }
    V held = value(at);
    removeAt(at);
    return held;
  }

  /** Holds nothing more. */
  public void clear() {
    size = 0;
    hashes = NO_HASHES;
    entries = NOTHING;
  }

  /** How many are held. */
  public int size() {
    return size;
  }

  @SuppressWarnings("unchecked") // only put() stores there
  private @Nullable V value(int at) {
    return (V) entries[2 * at + 1];
  }

  private int indexOf(StepId step) {
    if (size == 0) {
      return -1;
    }
    int hash = step.hashCode();
    for (int i = 0; i < size; i++) {
      if (hashes[i] == hash && step.equals(entries[2 * i])) {
        return i;
      }
    }
    return -1;
  }

  private void removeAt(int at) {
    int after = size - at - 1;
    System.arraycopy(hashes, at + 1, hashes, at, after);
    System.arraycopy(entries, 2 * at + 2, entries, 2 * at, 2 * after);
    size--;
    entries[2 * size] = null;
    entries[2 * size + 1] = null;
  }

  private void grow() {
    int room = Math.min(most, Math.max(2, 2 * size));
    hashes = Arrays.copyOf(hashes, room);
    entries = Arrays.copyOf(entries, 2 * room);
  }
}
