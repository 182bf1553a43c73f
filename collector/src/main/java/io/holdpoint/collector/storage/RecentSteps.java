// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.model.step.StepId;
import java.security.SecureRandom;

/**
 * Where the newest steps are stored: at least the last {@value #GENERATION} and at most twice as
 * many, in two tables that take turns. A step is known by a keyed hash, so that nobody can make two
 * ids look alike; whoever finds one compares the ids. Guarded by the writer's lock.
 */
final class RecentSteps {

  static final int GENERATION = 1 << 16;

  private static final long ODD_1 = 0xFF51AFD7ED558CCDL; // the finalizer of MurmurHash3
  private static final long ODD_2 = 0xC4CEB9FE1A85EC53L;

  private final long secret = new SecureRandom().nextLong();
  private LongTable current = new LongTable();
  private LongTable previous = new LongTable();
  private long generation;

  /** Begins a batch: only here older steps are forgotten. */
  void begin() {
    if (current.size() >= GENERATION) {
      LongTable oldest = previous;
      previous = current;
      current = oldest;
      current.clear();
      generation++;
    }
  }

  /** Rises when the table that {@link #put} fills becomes the older one of the two. */
  long generation() {
    return generation;
  }

  /** The segment in which a step with this print was put last, or 0. */
  long find(long print) {
    long segment = current.get(print);
    return segment != 0 ? segment : previous.get(print);
  }

  void put(long print, long segment) {
    current.put(print, segment);
  }

  /** What stands for a step here; never 0. */
  long print(String tenant, StepId id) {
    long hash = mixed(tenant, secret);
    hash = mixed(id.source(), hash);
    hash = mixed(hash ^ Hex.number(id.traceId(), 0));
    hash = mixed(hash ^ Hex.number(id.traceId(), 16));
    hash = mixed(hash ^ Hex.number(id.spanId(), 0));
    return hash == 0 ? 1 : hash;
  }

  private static long mixed(String text, long seed) {
    long hash = seed;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * ODD_2;
      hash ^= hash >>> 29;
    }
    return mixed(hash ^ text.length());
  }

  private static long mixed(long value) {
    long hash = value;
    hash = (hash ^ (hash >>> 33)) * ODD_1;
    hash = (hash ^ (hash >>> 33)) * ODD_2;
    return hash ^ (hash >>> 33);
  }
}
