// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.forms;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a rule looks for, as its author wrote it, parameters filled in. A selection is an event and
 * a condition over its columns: {@code ToolCall(egress = true)}.
 */
public sealed interface Form {
  /** The key below {@code detect}. */
  String word();

  /** What is kept between events, in one sentence for people. */
  String keeps();

  /** One event by itself. Keeps nothing. */
  record Filter(String selection) implements Form {
    public Filter {
      requireNonNull(selection, "selection");
    }

    @Override
    public String word() {
      return "filter";
    }

    @Override
    public String keeps() {
      return "nothing: each event is judged by itself, without a lock";
    }
  }

  /**
   * Steps one after the other, other steps in between or not. An event is at most one step of a
   * chain in order; of a chain in any order it may stand for several.
   *
   * @param steps selections, at least two; the last one completes the chain
   * @param anyOrder true if all steps but the last come in any order
   * @param unless what makes the steps before it count no more; a chain it completes stands
   * @param within from the first step to the last, inclusive
   * @param by columns that agree in all steps, beside the scope
   */
  record Sequence(
      List<String> steps,
      boolean anyOrder,
      Optional<String> unless,
      Duration within,
      List<String> by)
      implements Form {
    public Sequence {
      steps = List.copyOf(steps);
      requireNonNull(unless, "unless");
      requireNonNull(within, "within");
      by = List.copyOf(by);
    }

    @Override
    public String word() {
      return "sequence";
    }

    @Override
    public String keeps() {
      int chains = steps.size() - 1;
      return "for each group at most "
          + chains
          + (chains == 1 ? " event" : " chains of up to " + chains + " events")
          + byValues(by)
          + "; groups end "
          + within
          + " after their last event";
    }
  }

  /** What is counted. */
  enum Measure {
    /** Events. */
    COUNT,
    /** Different values of a column. */
    DISTINCT,
    /** The values of a column together; times are kept to a sixtieth of the time limit. */
    SUM;

    /** The word in files and in EPL. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Much in a short time. Matches with each event while it stands.
   *
   * @param of what counts
   * @param measure how it is counted
   * @param column what is told apart or added up; empty for a count
   * @param atLeast how much is enough
   * @param within in which time, inclusive
   * @param by columns by which it is counted apart, beside the scope; of many values the 256 used
   *     last are kept
   */
  record Rate(
      String of, Measure measure, String column, long atLeast, Duration within, List<String> by)
      implements Form {
    public Rate {
      requireNonNull(of, "of");
      requireNonNull(measure, "measure");
      requireNonNull(column, "column");
      requireNonNull(within, "within");
      by = List.copyOf(by);
    }

    @Override
    public String word() {
      return "rate";
    }

    @Override
    public String keeps() {
      String kept =
          switch (measure) {
            case COUNT -> atLeast + " times and the last " + Math.min(32, atLeast) + " events";
            case DISTINCT -> "the last " + atLeast + " different values with an event each";
            case SUM -> "60 sums and the last 32 events";
          };
      return "for each group "
          + kept
          + byValues(by)
          + "; groups end "
          + within
          + " after their last event";
    }
  }

  /**
   * Other than the credential's baseline.
   *
   * @param of which events are compared
   * @param sessions how many clean sessions the baseline must rest on
   * @param fresh columns of which one must be true, such as {@code newTool}; possibly none
   * @param above columns and what each must reach; possibly none
   */
  record Baseline(String of, long sessions, List<String> fresh, Map<String, String> above)
      implements Form {
    public Baseline {
      requireNonNull(of, "of");
      fresh = List.copyOf(fresh);
      above = Map.copyOf(above);
    }

    @Override
    public String word() {
      return "baseline";
    }

    @Override
    public String keeps() {
      return "nothing: the baseline is a column";
    }
  }

  /** EPL as it stands. */
  record Epl(String text) implements Form {
    public Epl {
      requireNonNull(text, "text");
    }

    @Override
    public String word() {
      return "epl";
    }

    @Override
    public String keeps() {
      return "what its text says; the linter refuses windows, patterns and groups without a bound";
    }
  }

  private static String byValues(List<String> by) {
    return by.isEmpty() ? "" : ", for each of the 256 values used last of " + by;
  }
}
