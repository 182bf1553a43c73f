// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift.statistic;

import java.util.Arrays;

/**
 * What a score is worth: how many of 1,000 clean sessions would reach it. Counted among clean
 * sessions that were each scored as if they had not been learnt from. Beyond the highest of them
 * the rate falls off exponentially: no faster than an exact likelihood ratio would (one nat for
 * each factor e), nor than their upper quarter does, taken a standard error wider than it looks;
 * and no sooner than one surprise above that quarter, since that a session brings one thing nobody
 * has seen is itself about as rare as all those sessions can tell. Immutable.
 */
public final class FalseAlarms {
  /** With fewer clean sessions than this, nothing is said beyond the highest of them. */
  public static final int LEAST_FOR_TAIL = 20;

  /** Nothing is known: any score may be usual. */
  public static final FalseAlarms UNKNOWN = new FalseAlarms(new double[0], 0);

  private static final double ALL = 1000;

  private final double[] highest;
  private final double tailBegins;
  private final double tailScale;

  private FalseAlarms(double[] sorted, double surprise) {
    this.highest = sorted;
    int n = sorted.length;
    if (n < LEAST_FOR_TAIL) {
      this.tailBegins = Double.POSITIVE_INFINITY;
      this.tailScale = 1;
      return;
    }
    int inTail = n / 4;
    double quarter = sorted[n - inTail - 1];
    this.tailScale = scale(sorted, inTail, quarter);
    this.tailBegins = Math.max(sorted[n - 1], quarter + surprise);
  }

  /**
   * Of clean sessions.
   *
   * @param highest the highest score each of them reached, in any order
   * @param surprise what one thing that nobody has seen adds to a score
   */
  public static FalseAlarms of(double[] highest, double surprise) {
    double[] sorted = highest.clone();
    Arrays.sort(sorted);
    return new FalseAlarms(sorted, surprise);
  }

  /** How many of 1,000 clean sessions are expected to reach the score, above 0 to 1,000. */
  public double perThousand(double score) {
    int n = highest.length;
    if (n == 0) {
      return ALL;
    }
    if (score > tailBegins) {
      return rarest() * Math.exp((tailBegins - score) / tailScale);
    }
    return ALL * (atLeast(score) + 1) / (n + 1);
  }

  /** The score that so many of 1,000 clean sessions are expected to reach; infinite if unknown. */
  public double threshold(double perThousand) {
    int n = highest.length;
    if (tailBegins < Double.POSITIVE_INFINITY && perThousand < rarest()) {
      return tailBegins + tailScale * Math.log(rarest() / perThousand);
    }
    int most = (int) Math.floor(perThousand / ALL * (n + 1) + 1e-9) - 1;
    if (most < 0) {
      return Double.POSITIVE_INFINITY;
    }
    return most >= n ? 0 : Math.nextUp(highest[n - 1 - most]);
  }

  /** How many clean sessions were scored. */
  public int sessions() {
    return highest.length;
  }

  /** How many of 1,000 are expected to get beyond all that were seen. */
  private double rarest() {
    return ALL / (highest.length + 1);
  }

  private int atLeast(double score) {
    int low = 0;
    int high = highest.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (highest[middle] < score) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return highest.length - low;
  }

  private static double scale(double[] sorted, int inTail, double begins) {
    double excess = 0;
    for (int i = sorted.length - inTail; i < sorted.length; i++) {
      excess += sorted[i] - begins;
    }
    double mean = excess / inTail;
    return Math.max(1, mean * (1 + 1 / Math.sqrt(inTail)));
  }
}
