// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.workshop;

import java.util.function.Function;

/**
 * What people made of a rule's detections. Until somebody who knows is there, nobody confirmed any.
 * Safe for use by many threads.
 */
public final class Judgements {
  private volatile Function<String, Judged> known = rule -> new Judged(0, 0);

  /**
   * What people made of them.
   *
   * @param confirmed how many they confirmed
   * @param refuted how many they called false
   */
  public record Judged(int confirmed, int refuted) {}

  /** Somebody who knows is there. */
  public void open(Function<String, Judged> who) {
    known = who;
  }

  Judged of(String rule) {
    return known.apply(rule);
  }
}
