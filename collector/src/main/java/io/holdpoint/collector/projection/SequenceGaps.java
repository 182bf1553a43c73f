// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.projection;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds what is missing from the numbers senders give their items, session by session. An item may
 * come up to {@value #WINDOW} numbers late; what has not come by then is missing. For one thread.
 */
final class SequenceGaps {

  private static final int WINDOW = 16;
  private static final int SESSIONS = 8192;
  private static final long ALL_SEEN = (1L << WINDOW) - 1;

  /** A jump beyond this is a new count, not a gap. */
  private static final long LARGEST_GAP = 100_000;

  private static final class Seen {
    private long highest;
    private long lately = ALL_SEEN; // the lowest bit is the highest number

    Seen(long first) {
      highest = first;
    }

    /** How many numbers turned out to be missing. */
    long take(long number) {
      long ahead = number - highest;
      if (ahead <= 0) {
        if (-ahead < WINDOW) {
          lately |= 1L << -ahead;
        }
        return 0;
      }
      highest = number;
      if (ahead > LARGEST_GAP) {
        lately = ALL_SEEN;
        return 0;
      }
      int steps = (int) Math.min(ahead, WINDOW);
      long leaving = lately >>> (WINDOW - steps);
      long missing = (long) steps - Long.bitCount(leaving);
      if (ahead > WINDOW) {
        missing += ahead - WINDOW; // passed over as a whole
      }
      lately = (steps == WINDOW ? 0 : (lately << steps) & ALL_SEEN) | 1;
      return missing;
    }
  }

  private final Map<String, Seen> sessions =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
          return size() > SESSIONS;
        }
      };

  /**
   * Takes a number in.
   *
   * @return how many numbers before it are missing for good
   */
  long take(String session, long number) {
    Seen seen = sessions.get(session);
    if (seen == null) {
      sessions.put(session, new Seen(number));
      return 0;
    }
    return seen.take(number);
  }
}
