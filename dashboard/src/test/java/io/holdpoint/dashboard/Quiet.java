// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;

/**
 * Bars of time are measured on request, {@code -Dholdpoint.timed=true}: they say nothing on a
 * machine whose processors have a queue before them, or on one nobody knows.
 */
final class Quiet {

  private static final double MOST_WAITING = 2;

  private Quiet() {}

  /** Leaves a test out, visibly, unless it was asked for and the machine is free. */
  static void assumed() {
    assumeTrue(
        Boolean.getBoolean("holdpoint.timed"), "bars of time: not asked for (-Dholdpoint.timed)");
    var machine = ManagementFactory.getOperatingSystemMXBean();
    double load = machine.getSystemLoadAverage() / machine.getAvailableProcessors();
    assumeTrue(
        load < MOST_WAITING,
        "load for each processor: got " + load + " (expected: below " + MOST_WAITING + ")");
  }
}
