// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.assembly;

import io.holdpoint.model.view.StepRow;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How far the clocks of senders are ahead of the gateway's: the median over the last calls both
 * told of. Only calls that were joined without looking at the time count. For one thread.
 */
final class ClockSkew {

  private static final int SAMPLES = 31;

  /** Fewer say too little to go by. */
  private static final int ENOUGH = 3;

  private static final class Samples {
    private final long[] millis = new long[SAMPLES];
    private int count;

    void add(long sample) {
      millis[count % SAMPLES] = sample;
      count++;
    }

    long median() {
      long[] sorted = Arrays.copyOf(millis, Math.min(count, SAMPLES));
      Arrays.sort(sorted);
      return sorted[sorted.length / 2];
    }
  }

  private final Map<String, Samples> sources = new HashMap<>();

  /** Takes in a call that both told of. */
  void add(String source, StepRow told, StepRow seen) {
    sources.computeIfAbsent(source, name -> new Samples()).add(ahead(told, seen));
  }

  /** In milliseconds, or empty if too little is known. */
  OptionalLong of(String source) {
    Samples samples = sources.get(source);
    return samples == null || samples.count < ENOUGH
        ? OptionalLong.empty()
        : OptionalLong.of(samples.median());
  }

  /**
   * By how much a call sticks out of the time in which it is told to have been, in milliseconds.
   *
   * @param ahead how far the teller's clock is ahead
   */
  static long gap(StepRow told, StepRow seen, long ahead) {
    long from = told.startedAt().toEpochMilli() - ahead;
    long to = from + told.durationNanos() / 1_000_000;
    long began = seen.startedAt().toEpochMilli();
    long ended = began + seen.durationNanos() / 1_000_000;
    if (told.durationNanos() == 0) { // an event, written when the call was over
      return from < began ? began - from : Math.max(0, from - ended);
    }
    return Math.max(0, Math.max(from - began, ended - to));
  }

  /** The middle of the one against the middle of the other; an event stands for the end. */
  private static long ahead(StepRow told, StepRow seen) {
    boolean event = told.durationNanos() == 0;
    Duration between = Duration.between(seen.startedAt(), told.startedAt());
    long middle = between.toNanos() + (told.durationNanos() - seen.durationNanos()) / 2;
    return (event ? between.toNanos() - seen.durationNanos() : middle) / 1_000_000;
  }
}
