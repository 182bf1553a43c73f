// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.state;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.StepId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How bad a session looks, and why. What was detected weighs most; sensitive data in the session is
 * a risk of its own.
 *
 * @param total 0 to 100
 * @param terms what it is the sum of, before it is cut at 100
 */
public record Risk(int total, List<Term> terms) {
  static final int MOST = 100;

  public Risk {
    terms = List.copyOf(terms);
  }

  /**
   * A part of it.
   *
   * @param why in words
   * @param points what it adds
   * @param step the first step it is about, or null
   */
  public record Term(String why, int points, @Nullable StepId step) {
    public Term {
      requireNonNull(why, "why");
    }
  }

  /** The risk alone. */
  public static int total(SessionState.Counters counters, Latches seen) {
    long risk = counters.score();
    for (DataLabel label : seen.labels().keySet()) {
      risk += points(label);
    }
    return (int) Math.min(MOST, risk);
  }

  /** The risk with its terms. */
  public static Risk of(SessionState.Counters counters, Latches seen) {
    List<Term> terms = new ArrayList<>();
    if (counters.score() > 0) {
      terms.add(
          new Term(
              counters.detections() > 0
                  ? counters.detections() + " matches of rules"
                  : "matches of rules across sessions",
              (int) Math.min(Integer.MAX_VALUE, counters.score()),
              null));
    }
    for (DataLabel label : DataLabel.values()) {
      Latches.Latch latch = seen.latch(label);
      if (latch != null && points(label) > 0) {
        terms.add(
            new Term(
                label.word() + " data came with " + latch.tool(), points(label), latch.step()));
      }
    }
    return new Risk(total(counters, seen), terms);
  }

  private static int points(DataLabel label) {
    return switch (label) {
      case SECRET -> 20;
      case PRIVATE, UNTRUSTED -> 10;
    };
  }
}
