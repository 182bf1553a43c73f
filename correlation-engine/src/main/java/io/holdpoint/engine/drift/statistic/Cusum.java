// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift.statistic;

/**
 * A cumulative sum of evidence that never falls below nothing (Page 1954): weak evidence adds up,
 * usual behaviour wears it off. Where it last left nothing is where the change is thought to be.
 * For one thread.
 */
public final class Cusum {
  private double value;
  private int since;

  /**
   * Takes in the evidence of one step.
   *
   * @param evidence in nats; negative speaks for usual behaviour
   * @param step its number, from 1
   */
  public void add(double evidence, int step) {
    double next = value + evidence;
    if (next <= 0) {
      value = 0;
      since = 0;
      return;
    }
    if (since == 0) {
      since = step;
    }
    value = next;
  }

  /** The evidence that stands, in nats; 0 if none does. */
  public double value() {
    return value;
  }

  /** The step at which the evidence began to stand; 0 if none stands. */
  public int since() {
    return since;
  }
}
