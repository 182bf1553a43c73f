// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.trial;

import io.holdpoint.engine.esper.CompiledEpl;
import io.holdpoint.engine.esper.ShardRuntime;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.List;

/**
 * Weighs what a rule keeps for a live session: the heap after garbage collections, before and after
 * many sessions had their events. Good to some hundred bytes a session while nothing else runs.
 */
final class Scales {
  private static final int SESSIONS = 2_000;
  private static final int EVENTS_EACH = 24;
  private static final int COLLECTIONS = 3;

  private final long seed;
  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();

  Scales(long seed) {
    this.seed = seed;
  }

  /** Bytes for a session; never less than 0. */
  long weigh(CompiledEpl rule) {
    RandomEvents events = new RandomEvents(seed, SESSIONS, 2);
    try (ShardRuntime runtime = new ShardRuntime(List.of(rule), events.now())) {
      Trial.feed(runtime, events, 1);
      long before = used();
      Trial.feed(runtime, events, SESSIONS * EVENTS_EACH);
      return Math.max(0, used() - before) / SESSIONS;
    }
  }

  private long used() {
    for (int i = 0; i < COLLECTIONS; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }
}
