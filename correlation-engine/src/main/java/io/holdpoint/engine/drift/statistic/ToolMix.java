// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift.statistic;

/**
 * How far the mix of the last symbols lies from the usual mix: the Jensen-Shannon divergence of the
 * two, each weighed by how much it rests on, times how much both rest on together. That is the
 * logarithm of the likelihood ratio "two mixes" against "one mix", in nats; one more symbol costs a
 * few operations, whatever the number of symbols. For one thread.
 */
public final class ToolMix {
  /** So many symbols back it looks. */
  public static final int WINDOW = 50;

  private final long[] last = new long[WINDOW];
  private final int[] usualOfLast = new int[WINDOW];
  private final CountTable counts = new CountTable(Integer.MAX_VALUE);
  private final int usualTotal;
  private int size;
  private int next;
  private double sum;

  /**
   * @param usualTotal how many symbols the usual mix rests on
   */
  public ToolMix(int usualTotal) {
    this.usualTotal = usualTotal;
  }

  /**
   * Takes in a symbol.
   *
   * @param symbol names it
   * @param usual how often it stands in the usual mix, the same each time
   */
  public void add(long symbol, int usual) {
    if (size == WINDOW) {
      change(last[next], usualOfLast[next], -1);
    } else {
      size++;
    }
    last[next] = symbol;
    usualOfLast[next] = usual;
    next = (next + 1) % WINDOW;
    change(symbol, usual, 1);
  }

  /** The evidence for another mix, in nats; 0 if one of the two rests on nothing. */
  public double ratio() {
    if (size == 0 || usualTotal == 0) {
      return 0;
    }
    double ratio = sum - f(size) - f(usualTotal) + f(size + usualTotal);
    return Math.max(0, ratio);
  }

  /** The divergence itself, in bits from 0 to 1. */
  public double divergence() {
    return size == 0 ? 0 : ratio() / (size + usualTotal) / Math.log(2);
  }

  private void change(long symbol, int usual, int by) {
    int before = counts.get(symbol);
    sum -= part(before, usual);
    sum += part(before + by, usual);
    if (by > 0 || before > 1) {
      counts.add(symbol, by);
    } else {
      counts.remove(symbol);
    }
  }

  private static double part(int count, int usual) {
    return count == 0 ? 0 : f(count) + f(usual) - f(count + usual);
  }

  private static double f(int x) {
    return x <= 1 ? 0 : x * Math.log(x);
  }
}
