// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.model.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a shard still has to do: lanes with steps that went on unjudged, and signals such steps
 * asked for once they were judged. Safe for use by many threads.
 */
final class Backlog {
  /** Beyond this many steps left behind, callers wait: nothing let through is dropped. */
  private static final int MOST_LATE = 10_000;

  private final Queue<Lane> lanes = new ConcurrentLinkedQueue<>();
  private final AtomicInteger steps = new AtomicInteger();
  private final Queue<Signal> owed = new ConcurrentLinkedQueue<>();

  /** A step of the lane was left behind. */
  void left(Lane lane) {
    steps.incrementAndGet();
    lanes.add(lane);
  }

  /** A step that was left behind is taken in now. */
  void taken() {
    steps.decrementAndGet();
  }

  boolean isFull() {
    return steps.get() >= MOST_LATE;
  }

  /** A lane that was left behind, or null; the caller sees to it. */
  @Nullable Lane next() {
    return lanes.poll();
  }

  /** The lane could not be seen to after all. */
  void again(Lane lane) {
    lanes.add(lane);
  }

  /** What a late step asked for already stands in the engine; somebody has to make it durable. */
  void owe(List<Signal> signals) {
    owed.addAll(signals);
  }

  /** The signals owed so far, which the caller publishes. */
  List<Signal> settle() {
    if (owed.isEmpty()) {
      return List.of();
    }
    List<Signal> all = new ArrayList<>();
    Signal signal = owed.poll();
    while (signal != null) {
      all.add(signal);
      signal = owed.poll();
    }
    return all;
  }
}
