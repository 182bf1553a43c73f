// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift.statistic;

import java.util.Arrays;

/**
 * A quantile sketch of whole numbers from 0: buckets that grow by a tenth, so that a quantile is
 * right within 5 % (the idea of DDSketch, Masson et al. 2019). Unlike sketches that draw lots or
 * depend on the order of what comes, two of them over the same values are equal, and one can be
 * taken out of the other again. At most {@link #MOST_BUCKETS} numbers of memory.
 */
public final class LogHistogram {
  /** Enough for everything that fits into 43 bits: milliseconds of 278 years. */
  public static final int MOST_BUCKETS = 320;

  private static final double GROWTH = 1.1;
  private static final double LOG_GROWTH = Math.log(GROWTH);

  private int[] buckets = new int[0];
  private int total;

  /** Takes in a value; negative ones count as 0. */
  public void add(long value) {
    int bucket = bucket(value);
    if (bucket >= buckets.length) {
      buckets = Arrays.copyOf(buckets, Math.min(MOST_BUCKETS, bucket + 8));
    }
    buckets[bucket]++;
    total++;
  }

  /** How many values it has seen. */
  public int total() {
    return total;
  }

  /**
   * The value that so many of the values do not exceed, within 5 %, or -1 if there is none.
   *
   * @param share 0 to 1
   * @param without values that are not to count, all of which this has seen
   */
  public long quantile(double share, LogHistogram without) {
    int left = total - without.total;
    if (left <= 0) {
      return -1;
    }
    long rank = Math.max(1, (long) Math.ceil(share * left));
    long seen = 0;
    for (int i = 0; i < buckets.length; i++) {
      seen += buckets[i] - without.count(i);
      if (seen >= rank) {
        return value(i);
      }
    }
    return value(buckets.length - 1);
  }

  /** True if the value lies in a bucket above that of the other, which is a quantile. */
  public static boolean isAbove(long value, long quantile) {
    return quantile >= 0 && bucket(value) > bucket(quantile);
  }

  private int count(int bucket) {
    return bucket < buckets.length ? buckets[bucket] : 0;
  }

  private static int bucket(long value) {
    if (value <= 0) {
      return 0;
    }
    int bucket = 1 + (int) Math.floor(Math.log((double) value) / LOG_GROWTH + 1e-9);
    return Math.min(MOST_BUCKETS - 1, bucket);
  }

  /** In the middle of a bucket, by ratio. */
  private static long value(int bucket) {
    return bucket == 0 ? 0 : Math.max(1, Math.round(Math.pow(GROWTH, bucket - 0.5)));
  }
}
