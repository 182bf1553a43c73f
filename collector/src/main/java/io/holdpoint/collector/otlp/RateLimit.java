// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much each source may send in the long run, in bytes after inflation: what is charged is what
 * it costs here, not what it cost the sender. A request is let in as long as there is credit, and
 * may leave a debt; two seconds' worth can be saved up. Safe for use by many threads.
 */
final class RateLimit {

  private static final double SAVED_SECONDS = 2;
  private static final double MILLIS = 1000;
  private static final int LONGEST_DELAY_SECONDS = 60;

  private static final class Account {
    private final long rate;
    private double credit;
    private Instant at;

    Account(long rate, Instant at) {
      this.rate = rate;
      this.credit = rate * SAVED_SECONDS;
      this.at = at;
    }

    void earn(Instant now) {
      double seconds = (now.toEpochMilli() - at.toEpochMilli()) / MILLIS;
      if (seconds > 0) {
        credit = Math.min(rate * SAVED_SECONDS, credit + seconds * rate);
      }
      at = now;
    }
  }

  private final Map<String, Account> accounts = new HashMap<>();
  private final InstantSource clock;

  /**
   * Limits.
   *
   * @param rates bytes a second by source; 0 for no limit
   */
  RateLimit(Map<String, Long> rates, InstantSource clock) {
    this.clock = clock;
    rates.forEach(
        (source, rate) -> {
          if (rate > 0) {
            accounts.put(source, new Account(rate, clock.instant()));
          }
        });
  }

  /** Refuses a request of a source that is in debt. */
  void admit(String source) throws RefusedException {
    Account account = accounts.get(source);
    int delay = account == null ? 0 : delaySeconds(account);
    if (account != null && delay > 0) {
      throw new RefusedException(
          Refusal.RATE,
          "source "
              + source
              + ": got more than its share (expected: at most "
              + account.rate
              + " bytes a second after inflation); try again later",
          delay);
    }
  }

  /** Notes what a source has sent. */
  void charge(String source, long inflatedBytes) {
    @Nullable Account account = accounts.get(source);
    if (account != null) {
      synchronized (account) {
        account.earn(clock.instant());
        account.credit -= inflatedBytes;
      }
    }
  }

  private int delaySeconds(Account account) {
    synchronized (account) {
      account.earn(clock.instant());
      return account.credit > 0
          ? 0
          : Math.clamp((long) Math.ceil(-account.credit / account.rate), 1, LONGEST_DELAY_SECONDS);
    }
  }
}
