// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What drift says of a step, as facts for rules. All evidence is in nats: the logarithm of how much
 * likelier it is for another agent or task than for this one.
 *
 * @param score the evidence that stands, of all methods together
 * @param perThousand how many of 1,000 clean sessions are expected to get as far; 1,000 if there is
 *     no baseline
 * @param perThousandBefore the lowest of the session before this step
 * @param point the step, from 1, from which it stands; 0 if none does
 * @param alarm true if the session has been further than the engine's limit
 * @param transition evidence of tools that follow one another
 * @param mix evidence of the mix of tools
 * @param firstSeen evidence of tools, hosts and forms of arguments that are new
 * @param envelope evidence of sizes, times and steps beyond what is usual
 * @param intent evidence of acts that the stated task does not speak of
 * @param newHost true if this call leads to a host that no clean session led to
 * @param newShape true if it gives a known tool arguments of a form that no clean session gave it
 * @param unasked true if the stated task speaks of nothing in this call
 * @param usualCalls how many calls all but one in a hundred clean sessions make at most; 0 if
 *     unknown
 */
public record DriftFacts(
    double score,
    double perThousand,
    double perThousandBefore,
    int point,
    boolean alarm,
    double transition,
    double mix,
    double firstSeen,
    double envelope,
    double intent,
    boolean newHost,
    boolean newShape,
    boolean unasked,
    int usualCalls) {
  private static final double ALL = 1000;

  /** There is no baseline to compare with. */
  public static final DriftFacts NONE =
      new DriftFacts(0, ALL, ALL, 0, false, 0, 0, 0, 0, 0, false, false, false, 0);

  /** What stands, in words for people. */
  public String words() {
    if (point == 0) {
      return "nothing unusual stands";
    }
    List<String> terms = new ArrayList<>();
    add(terms, "tools that follow one another", transition);
    add(terms, "the mix of tools", mix);
    add(terms, "tools, hosts or arguments seen first", firstSeen);
    add(terms, "sizes, times or steps beyond the usual", envelope);
    add(terms, "acts the task does not speak of", intent);
    return String.format(
        Locale.ROOT,
        "from step %d on, as far as %s of 1,000 clean sessions get (%s)",
        point,
        number(perThousand),
        terms.isEmpty() ? "many small signs" : String.join(", ", terms));
  }

  private static String number(double perThousand) {
    return perThousand >= 1 ? String.valueOf(Math.round(perThousand)) : "fewer than 1";
  }

  private static void add(List<String> terms, String what, double nats) {
    if (nats >= 1) {
      terms.add(what);
    }
  }
}
