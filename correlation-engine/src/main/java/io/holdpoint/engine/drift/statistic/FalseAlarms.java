// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift.statistic;

import java.util.Arrays;

/**
 * What a score is worth: how many of 1,000 clean sessions would reach it. Counted among clean
 * sessions that were each scored as if they had not been learnt from; beyond the highest of them
 * the upper quarter is continued by an exponential tail, which falls no faster than an exact
 * likelihood ratio would (one nat for each factor e) and is taken a standard error wider than it
 * looks. The tail begins no sooner than one surprise above that quarter: that a session brings one
 * thing nobody has seen is itself about as rare as all those sessions can tell. Immutable.
 */
public final class FalseAlarms {
  /** With fewer clean sessions than this, nothing is said beyond the highest of them. */
  public static final int LEAST_FOR_TAIL = 20;

  /** Nothing is known: any score may be usual. */
  public static final FalseAlarms UNKNOWN = new FalseAlarms(new double[0], 0);

  private static final double ALL = 1000;

  private final double[] highest;
  private final int inTail;
  private final double quarter;
  private final double tailBegins;
  private final double tailScale;

  private FalseAlarms(double[] sorted, double surprise) {
    this.highest = sorted;
    int n = sorted.length;
    this.inTail = n < LEAST_FOR_TAIL ? 0 : n / 4;
    this.quarter = inTail == 0 ? Double.POSITIVE_INFINITY : sorted[n - inTail - 1];
    this.tailScale = inTail == 0 ? 1 : scale(sorted, inTail, quarter);
    double seen = inTail == 0 ? 0 : sorted[n - 1] - quarter;
    this.tailBegins = quarter + Math.max(0, surprise - seen);
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
    if (score > quarter) {
      return atTailBegin() * Math.exp(Math.min(0, tailBegins - score) / tailScale);
    }
    return ALL * (atLeast(score) + 1) / (n + 1);
  }

  /** The score that so many of 1,000 clean sessions are expected to reach; infinite if unknown. */
  public double threshold(double perThousand) {
    int n = highest.length;
    if (inTail > 0 && perThousand < atTailBegin()) {
      return tailBegins + tailScale * Math.log(atTailBegin() / perThousand);
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

  private double atTailBegin() {
    return ALL * (atLeast(Math.nextUp(quarter)) + 1) / (highest.length + 1);
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
