// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.trail;

import java.util.Arrays;

/** The last tools a session looked around with, and when it did last. For one thread at a time. */
final class Discoveries {
  private static final int MOST = 16;

  private static final String[] NO_TOOLS = {};
  private static final long[] NO_TIMES = {};

  private String[] tools = NO_TOOLS;
  private long[] times = NO_TIMES;
  private int size;

  /** The session looked around with a tool. */
  void note(String tool, long now) {
    int known = 0;
    while (known < size && !tools[known].equals(tool)) {
      known++;
    }
    if (known == MOST) {
      known = 0;
    }
    if (known < size) {
      System.arraycopy(tools, known + 1, tools, known, size - known - 1);
      System.arraycopy(times, known + 1, times, known, size - known - 1);
      size--;
    } else if (size == tools.length) {
      tools = Arrays.copyOf(tools, Math.max(2, 2 * size));
      times = Arrays.copyOf(times, tools.length);
    }
    tools[size] = tool;
    times[size] = now;
    size++;
  }

  /** With how many tools it did since then. */
  int since(long time) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      count += times[i] > time ? 1 : 0;
    }
    return count;
  }

  void clear() {
    size = 0;
    tools = NO_TOOLS;
    times = NO_TIMES;
  }
}
