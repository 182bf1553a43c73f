// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sessions made up for tests. */
public final class Traces {
  private Traces() {}

  /** A session that uses these tools, one a second. */
  public static Trace of(String... tools) {
    Trace trace = new Trace();
    long at = 1_000;
    for (String tool : tools) {
      trace.add(step(tool, at));
      at += 1_000;
      trace.result(trace.steps() - 1, 100);
    }
    return trace;
  }

  static StepTraits step(String tool, long at) {
    return new StepTraits(tool, 7, List.<Long>of(), 20, at, Asked.UNKNOWN);
  }

  /** Sessions of an agent that searches, reads, and now and then writes. */
  public static List<Trace> ofHabit(int sessions, Random random) {
    List<Trace> all = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      all.add(random(4 + random.nextInt(5), random));
    }
    return all;
  }

  static Trace random(int steps, Random random) {
    Trace trace = new Trace();
    long at = 0;
    String tool = "search";
    for (int i = 0; i < steps; i++) {
      tool =
          switch (tool) {
            case "search" -> random.nextInt(10) < 8 ? "read" : "search";
            case "read" ->
                random.nextInt(10) < 5 ? "search" : random.nextInt(4) == 0 ? "write" : "read";
            default -> "search";
          };
      at += 500 + random.nextInt(3_000);
      trace.add(
          new StepTraits(
              tool,
              1 + random.nextInt(2),
              random.nextInt(3) == 0 ? List.of((long) random.nextInt(4)) : List.<Long>of(),
              10 + random.nextInt(200),
              at,
              random.nextInt(4) == 0 ? Asked.NO : Asked.YES));
      trace.result(i, random.nextInt(2_000));
    }
    return trace;
  }
}
