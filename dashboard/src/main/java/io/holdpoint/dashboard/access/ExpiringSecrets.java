// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets handed out for a while, each standing for an operator, kept as hashes. Over the limit the
 * oldest is forgotten. Safe for use by many threads.
 */
final class ExpiringSecrets {

  private record Entry(Operator operator, Instant until) {}

  private final Secrets secrets = new Secrets();
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Duration life;
  private final int limit;
  private final InstantSource clock;

  ExpiringSecrets(Duration life, int limit, InstantSource clock) {
    this.life = life;
    this.limit = limit;
    this.clock = clock;
  }

  synchronized String issue(Operator operator) {
    String secret = secrets.next();
    Instant now = clock.instant();
    entries.values().removeIf(entry -> !now.isBefore(entry.until()));
    if (entries.size() >= limit) {
      entries.remove(entries.keySet().iterator().next());
    }
    entries.put(Secrets.hash(secret), new Entry(operator, now.plus(life)));
    return secret;
  }

  synchronized Optional<Operator> operatorOf(String secret) {
    Entry entry = entries.get(Secrets.hash(secret));
    return entry != null && clock.instant().isBefore(entry.until())
        ? Optional.of(entry.operator())
        : Optional.empty();
  }

  synchronized Optional<Operator> redeem(String secret) {
    Optional<Operator> operator = operatorOf(secret);
    entries.remove(Secrets.hash(secret));
    return operator;
  }
}
