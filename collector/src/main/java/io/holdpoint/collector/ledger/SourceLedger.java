// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.ledger;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts what came of each sender and what was lost. Names of senders are configured, so there are
 * never many. Safe for use by many threads.
 */
public final class SourceLedger {

  /** Under this name stand requests of which nobody knows who sent them. */
  public static final String NOBODY = "unknown-credential";

  private static final class Account {
    private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);
    private volatile @Nullable Instant heardAt;
    private volatile long lagMillis;
    private volatile @Nullable Long skewMillis;

    Account() {
      for (Count count : Count.values()) {
        counts.put(count, new LongAdder());
      }
    }

    LongAdder adder(Count of) {
      LongAdder adder = counts.get(of);
      if (adder == null) {
        throw new IllegalStateException("count: got " + of + " (expected: one of the ledger's)");
      }
      return adder;
    }
  }

  private final Map<String, Account> accounts = new ConcurrentHashMap<>();

  /** A ledger without entries. */
  public SourceLedger() {}

  /** Opens the account of a sender, so that it is told of even if it never sends. */
  public void expect(String source) {
    account(source);
  }

  /** Adds to a count. */
  public void add(String source, Count count, long more) {
    if (more != 0) {
      account(source).adder(count).add(more);
    }
  }

  /** Notes that a request came. */
  public void heard(String source, Instant at) {
    Account account = account(source);
    account.heardAt = at;
    account.adder(Count.REQUESTS).increment();
  }

  /** Notes how long after the fact an item came. */
  public void lag(String source, long millis) {
    account(source).lagMillis = millis;
  }

  /** Notes how far a sender's clock is ahead of the gateway's, as estimated. */
  public void skew(String source, long millis) {
    account(source).skewMillis = millis;
  }

  /** How far the clocks of senders are ahead, of those of which it is known. */
  public Map<String, Long> skews() {
    Map<String, Long> skews = new HashMap<>();
    accounts.forEach(
        (source, account) -> {
          Long millis = account.skewMillis;
          if (millis != null) {
            skews.put(source, millis);
          }
        });
    return skews;
  }

  /** A count over all senders. */
  public long sum(Count count) {
    return accounts.values().stream().mapToLong(account -> account.adder(count).sum()).sum();
  }

  /** What came of all senders, in the order of their names. */
  public List<SourceReport> reports() {
    return accounts.entrySet().stream()
        .map(entry -> report(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparing(SourceReport::source))
        .toList();
  }

  private static SourceReport report(String source, Account account) {
    Map<Count, Long> counts = new EnumMap<>(Count.class);
    account.counts.forEach((count, adder) -> counts.put(count, adder.sum()));
    return new SourceReport(source, counts, account.heardAt, account.lagMillis, account.skewMillis);
  }

  private Account account(String source) {
    return accounts.computeIfAbsent(source, name -> new Account());
  }
}
