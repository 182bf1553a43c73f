// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.conduct.Conduct.Suppression;
import io.holdpoint.engine.rules.conduct.Exemption;
import io.holdpoint.engine.rules.schema.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What keeps rules from telling the same twice and from stopping too many at once. Bounded; what
 * does not fit any more is told. Its time is that of arrivals. Safe for use by many threads: it is
 * asked only where a rule matched.
 */
final class Restraint {
  private static final int MOST_KEYS = 10_000;
  private static final Duration HOUR = Duration.ofHours(1);

  private final Map<String, LinkedHashMap<List<String>, Instant>> told = new HashMap<>();
  private final Map<String, ArrayDeque<Instant>> stopped = new HashMap<>();

  /** True if somebody answers for the event, for now. */
  boolean excepted(Rule rule, Object event, Instant at) {
    for (Exemption exemption : rule.conduct().exemptions()) {
      if (exemption.covers(event, at)) {
        return true;
      }
    }
    return false;
  }

  /** True if as much was told before within the rule's time; else it counts as told from now on. */
  synchronized boolean alreadyTold(Rule rule, Object event, Instant at) {
    Suppression suppression = rule.conduct().suppression();
    if (suppression.lasts().isZero()) {
      return false;
    }
    List<String> key = new ArrayList<>(suppression.by().size());
    for (String column : suppression.by()) {
      key.add(EventType.value(event, column));
    }
    LinkedHashMap<List<String>, Instant> known =
        told.computeIfAbsent(rule.id(), id -> new LinkedHashMap<>());
    Instant last = known.get(key);
    if (last != null && at.isBefore(last.plus(suppression.lasts()))) {
      return true;
    }
    known.remove(key);
    known.put(key, at);
    if (known.size() > MOST_KEYS) {
      known.remove(known.keySet().iterator().next());
    }
    return false;
  }

  /** True if the rule may pause or kill one session more in this hour; then it counts as done. */
  synchronized boolean mayStop(Rule rule, Instant at) {
    int most = rule.conduct().sessionsPerHour();
    if (most == 0) {
      return true;
    }
    ArrayDeque<Instant> times = stopped.computeIfAbsent(rule.id(), id -> new ArrayDeque<>());
    while (!times.isEmpty() && !times.getFirst().plus(HOUR).isAfter(at)) {
      times.removeFirst();
    }
    if (times.size() >= most) {
      return false;
    }
    times.addLast(at);
    return true;
  }
}
