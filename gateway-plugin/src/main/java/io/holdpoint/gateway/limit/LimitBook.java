// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.limit;

import io.holdpoint.gateway.limit.LimitRule.Measure;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.step.StepId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was used up of every limit. A call sets aside what it needs when it is judged, so that calls
 * side by side cannot use the same room; it is used up when the call leaves, and free again if it
 * does not. When there is no room to count any more, nothing goes that would have to be counted.
 * Safe for use by many threads.
 */
public final class LimitBook {

  private static final int MOST_COUNTS = 200_000;
  private static final int SWEEP_EVERY = 10_000;

  private final Map<Key, Count> counts = new HashMap<>();
  private final Map<StepId, List<Share>> shares = new HashMap<>();
  private int changes;

  /** One count. */
  private record Key(String limit, String of, Instant start) {}

  private static final class Count {
    private final Instant end;
    private long used;
    private long aside;

    Count(Instant end) {
      this.end = end;
    }
  }

  /** What a call took part of. */
  private static final class Share {
    private final LimitRule rule;
    private final Key key;
    private final Count count;
    private final long amount;
    private boolean used;

    Share(LimitRule rule, Key key, Count count, long amount) {
      this.rule = rule;
      this.key = key;
      this.count = count;
      this.amount = amount;
    }
  }

  /** Whether there is room. */
  public sealed interface Room {

    /** There is; it is set aside. */
    record Enough() implements Room {}

    /**
     * There is none.
     *
     * @param retryAfter when there is again; zero if there never is
     */
    record Exhausted(Duration retryAfter) implements Room {}
  }

  /**
   * Sets aside what a call needs; what it has set aside before is kept.
   *
   * @param of whose count it is, without values
   * @param amount how much; of bytes and tokens, what is known before it leaves
   */
  public synchronized Room setAside(
      StepId step, LimitRule rule, String of, long amount, Instant now) {
    Key key = new Key(rule.id(), of, rule.start(now));
    List<Share> known = shares.getOrDefault(step, List.of());
    if (known.stream().anyMatch(share -> share.key.equals(key))) {
      return new Room.Enough();
    }
    sweepNowAndThen(now);
    Count count = counts.get(key);
    if (count == null && counts.size() >= MOST_COUNTS) {
      return new Room.Exhausted(Duration.ofMinutes(1));
    }
    long taken = count == null ? 0 : Math.addExact(count.used, count.aside);
    if (amount > rule.atMost() - taken) {
      Instant end = rule.end(key.start());
      return new Room.Exhausted(
          end.equals(LimitRule.FOREVER) ? Duration.ZERO : Duration.between(now, end));
    }
    Count room = count == null ? new Count(rule.end(key.start())) : count;
    counts.put(key, room);
    room.aside += amount;
    shares
        .computeIfAbsent(step, unknown -> new ArrayList<>(2))
        .add(new Share(rule, key, room, amount));
    return new Room.Enough();
  }

  /** The call leaves: what it set aside is used up. What must outlive the process is returned. */
  public synchronized List<JournalRecord> leaves(StepId step, Instant now) {
    List<JournalRecord> records = new ArrayList<>();
    for (Share share : shares.getOrDefault(step, List.of())) {
      if (!share.used) {
        share.used = true;
        share.count.aside -= share.amount;
        share.count.used += share.amount;
        add(records, step, share, share.amount, now);
      }
    }
    return records;
  }

  /**
   * The call is over: what it did not use is free again, what its result takes is used up.
   *
   * @param bytes of its result
   */
  public synchronized List<JournalRecord> over(StepId step, long bytes, Instant now) {
    List<Share> taken = shares.remove(step);
    if (taken == null) {
      return List.of();
    }
    List<JournalRecord> records = new ArrayList<>();
    for (Share share : taken) {
      if (!share.used) {
        share.count.aside -= share.amount;
      } else {
        long more = of(share.rule.measure(), bytes);
        share.count.used += more;
        if (more > 0) {
          add(records, step, share, more, now);
        }
      }
    }
    return records;
  }

  /** What is counted of so many bytes. */
  public static long of(Measure measure, long bytes) {
    return switch (measure) {
      case BYTES -> bytes;
      case TOKENS -> (bytes + 3) / 4;
      case CALLS, AMOUNT -> 0;
    };
  }

  /** A session is over: what was counted for as long as it lasted is not needed any more. */
  public synchronized void ended(String session) {
    counts
        .entrySet()
        .removeIf(
            entry ->
                entry.getValue().end.equals(LimitRule.FOREVER)
                    && entry.getValue().aside == 0
                    && entry.getKey().of().startsWith(session + " "));
  }

  /** Takes in a record of the journal. */
  public synchronized void restore(JournalRecord entry, Instant now) {
    if (entry instanceof JournalRecord.Counted counted && counted.until().isAfter(now)) {
      Key key = new Key(counted.limit(), counted.of(), counted.since());
      counts.computeIfAbsent(key, unknown -> new Count(counted.until())).used += counted.amount();
    }
  }

  private static void add(
      List<JournalRecord> records, StepId step, Share share, long amount, Instant now) {
    if (share.rule.isDurable()) {
      records.add(
          new JournalRecord.Counted(
              step,
              share.key.limit(),
              share.key.of(),
              amount,
              share.key.start(),
              share.count.end,
              now));
    }
  }

  /** Counts whose time is over are not needed; what is set aside in them keeps its place. */
  private void sweepNowAndThen(Instant now) {
    int every = counts.size() >= MOST_COUNTS ? SWEEP_EVERY / 10 : SWEEP_EVERY;
    if (++changes >= every) {
      changes = 0;
      counts.values().removeIf(count -> !count.end.isAfter(now) && count.aside == 0);
    }
  }
}
