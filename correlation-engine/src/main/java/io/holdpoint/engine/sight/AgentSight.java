// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.sight;

import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * How much of what rules rest on is told of one agent lately. What is older weighs less: counts are
 * halved now and then. Takes many threads without a lock; two that count in the same instant may
 * count once, which changes no share that anybody acts on.
 */
public final class AgentSight {
  /** Below so many calls or sessions nothing is said. */
  static final int FEW = 20;

  private static final int MANY = 256;
  private static final int LOOK_EVERY = 16;

  private final String tenant;
  private final String agent;
  private final long first;
  private static final int GROUNDS = Ground.values().length;

  /** How often each ground could have been told, and behind that how often it was. */
  private final AtomicIntegerArray counts = new AtomicIntegerArray(2 * GROUNDS);

  private final AtomicLong last = new AtomicLong();
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<String, Long> blindSince = new HashMap<>();
  private boolean looked;

  /**
   * @param tenant the tenant
   * @param agent the authenticated subject
   * @param now engine time of its first call, milliseconds since 1970
   */
  public AgentSight(String tenant, String agent, long now) {
    this.tenant = requireNonNull(tenant, "tenant");
    this.agent = requireNonNull(agent, "agent");
    this.first = now;
    last.setOpaque(now);
  }

  /** The tenant. */
  public String tenant() {
    return tenant;
  }

  /** The authenticated subject. */
  public String agent() {
    return agent;
  }

  /** Engine time of its last call, milliseconds since 1970. */
  public long last() {
    return last.getOpaque();
  }

  /**
   * It could have been told, and was or was not.
   *
   * @param ground what
   * @param isTold whether it was
   */
  public void count(Ground ground, boolean isTold) {
    asked(ground);
    if (isTold) {
      told(ground);
    }
  }

  /** It can be told from now on, and perhaps will be. */
  public void asked(Ground ground) {
    int asked = place(ground);
    int count = counts.getOpaque(asked) + 1;
    if (count >= MANY) {
      count /= 2;
      counts.setOpaque(asked + GROUNDS, counts.getOpaque(asked + GROUNDS) / 2);
    }
    counts.setOpaque(asked, count);
  }

  /** It was told. */
  public void told(Ground ground) {
    int told = place(ground) + GROUNDS;
    counts.setOpaque(told, counts.getOpaque(told) + 1);
  }

  @SuppressWarnings("EnumOrdinal") // a place in an array that is never written down
  private static int place(Ground ground) {
    return ground.ordinal();
  }

  /** One more call. Returns true now and then: it is time to look which rules are blind. */
  public boolean called(long now) {
    last.setOpaque(now);
    int count = calls.getOpaque() + 1;
    calls.setOpaque(count);
    return count % LOOK_EVERY == 0;
  }

  /** How often it could have been told. */
  int askedOf(Ground ground) {
    return counts.getOpaque(place(ground));
  }

  /** How often it was. */
  int toldOf(Ground ground) {
    return Math.min(counts.getOpaque(place(ground) + GROUNDS), askedOf(ground));
  }

  /** Which rules are blind is looked at anew; since when stays known of those that were. */
  synchronized void look(Map<String, Need> needs) {
    blindSince.keySet().retainAll(needs.keySet());
    long since = looked ? last() : first;
    needs.forEach(
        (rule, need) -> {
          Share share = Share.of(this, need);
          looked |= share.judged();
          if (share.isBlind()) {
            blindSince.putIfAbsent(rule, since);
          } else {
            blindSince.remove(rule);
          }
        });
  }

  /** Since when the rule is blind, milliseconds since 1970; the last call if that is not known. */
  synchronized long blindSince(String rule) {
    return blindSince.getOrDefault(rule, last());
  }

  /**
   * What of a need is met.
   *
   * @param percent of the ground that is told least; 100 if there is none
   * @param missing grounds of which too little is told
   * @param judged false if too little was seen to say anything
   */
  record Share(int percent, Set<Ground> missing, boolean judged) {
    static Share of(AgentSight sight, Need need) {
      return of(need, ground -> new int[] {sight.askedOf(ground), sight.toldOf(ground)});
    }

    /**
     * @param counts how often a ground could have been told, and was
     */
    static Share of(Need need, Function<Ground, int[]> counts) {
      int least = 100;
      boolean judged = false;
      Set<Ground> missing = EnumSet.noneOf(Ground.class);
      for (Ground ground : need.grounds()) {
        int[] count = counts.apply(ground);
        if (count[0] < FEW) {
          continue;
        }
        judged = true;
        int percent = (int) (100L * count[1] / count[0]);
        least = Math.min(least, percent);
        if (percent < need.minCoverage()) {
          missing.add(ground);
        }
      }
      return new Share(least, missing, judged);
    }

    boolean isBlind() {
      return !missing.isEmpty();
    }
  }
}
