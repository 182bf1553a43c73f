// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper.aggregate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts events of one key within a time that moves along. For one thread. */
sealed interface Tally {
  /** How many events are named as proof, the latest ones. */
  int PROOF = 32;

  /** Into how many slices the time of a sum is cut. */
  int SLICES = 60;

  /**
   * Takes an event in.
   *
   * @param value what is told apart or added up; of no meaning to a count
   * @return the latest events that count, oldest first, if there are enough, else null
   */
  Object @Nullable [] add(Object event, @Nullable Object value);

  /** A new one for the measure's word. */
  static Tally of(String measure, long within, long atLeast) {
    return switch (measure) {
      case "count" -> new Count((int) atLeast, within);
      case "distinct" -> new Distinct((int) atLeast, within);
      case "sum" -> new Sum(atLeast, within);
      default ->
          throw new IllegalArgumentException(
              "measure: got " + measure + " (expected: count, distinct or sum)");
    };
  }

  /** Enough events: the one that is so many back must still be within the time. */
  final class Count implements Tally {
    private final long[] times;
    private final long within;
    private final Latest latest;
    private long seen;

    Count(int atLeast, long within) {
      this.times = new long[atLeast];
      this.within = within;
      this.latest = new Latest(Math.min(PROOF, atLeast));
    }

    @Override
    public Object @Nullable [] add(Object event, @Nullable Object value) {
      long at = Times.of(event);
      times[(int) (seen % times.length)] = at;
      seen++;
      latest.add(event);
      boolean enough = seen >= times.length && at - times[(int) (seen % times.length)] <= within;
      return enough ? latest.toArray() : null;
    }
  }

  /** Enough different values: of those seen last, the oldest must still be within the time. */
  final class Distinct implements Tally {
    private final Map<Object, Object> newest = new LinkedHashMap<>();
    private final int atLeast;
    private final long within;

    Distinct(int atLeast, long within) {
      this.atLeast = atLeast;
      this.within = within;
    }

    @Override
    public Object @Nullable [] add(Object event, @Nullable Object value) {
      Object key = value == null ? "" : value;
      newest.remove(key);
      newest.put(key, event);
      if (newest.size() > atLeast) {
        newest.remove(newest.keySet().iterator().next());
      }
      if (newest.size() < atLeast) {
        return null;
      }
      Object oldest = newest.values().iterator().next();
      return Times.of(event) - Times.of(oldest) <= within ? proof() : null;
    }

    private Object[] proof() {
      List<Object> events = new ArrayList<>(newest.values());
      return events.subList(Math.max(0, events.size() - PROOF), events.size()).toArray();
    }
  }

  /** Enough in all: sums by slice of the time, so that a flood costs no memory. */
  final class Sum implements Tally {
    private final long[] sums = new long[SLICES];
    private final long slice;
    private final long atLeast;
    private final Latest latest = new Latest(PROOF);
    private long newest = Long.MIN_VALUE;

    Sum(long atLeast, long within) {
      this.atLeast = atLeast;
      this.slice = Math.max(1, (within + SLICES - 1) / SLICES);
    }

    @Override
    public Object @Nullable [] add(Object event, @Nullable Object value) {
      long now = Math.floorDiv(Times.of(event), slice);
      if (now > newest) {
        forget(now);
        newest = now;
      }
      long more = value instanceof Number number ? Math.max(0, number.longValue()) : 0;
      int index = Math.floorMod(newest, SLICES);
      sums[index] = plus(sums[index], more);
      latest.add(event);
      long total = 0;
      for (long sum : sums) {
        total = plus(total, sum);
      }
      return total >= atLeast ? latest.toArray() : null;
    }

    private void forget(long now) {
      if (newest == Long.MIN_VALUE || now - newest >= SLICES) {
        Arrays.fill(sums, 0);
        latest.clear();
        return;
      }
      for (long i = newest + 1; i <= now; i++) {
        sums[Math.floorMod(i, SLICES)] = 0;
      }
    }

    private static long plus(long a, long b) {
      long sum = a + b;
      return sum < 0 ? Long.MAX_VALUE : sum;
    }
  }

  /** The last events, oldest first. */
  final class Latest {
    private final ArrayDeque<Object> events;
    private final int most;

    Latest(int most) {
      this.events = new ArrayDeque<>(Math.min(most, 8));
      this.most = most;
    }

    void add(Object event) {
      if (events.size() == most) {
        events.removeFirst();
      }
      events.addLast(event);
    }

    void clear() {
      events.clear();
    }

    Object[] toArray() {
      return events.toArray();
    }
  }
}
