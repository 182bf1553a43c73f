// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.compare;

import io.holdpoint.dashboard.outline.OutlineStep;
import io.holdpoint.dashboard.outline.Rows;
import io.holdpoint.dashboard.outline.SessionOutline;
import io.holdpoint.dashboard.view.RowView;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What two sessions did alike and what not: the longest common sequence of steps of the same kind
 * and name, as Hunt and McIlroy's diff finds it for lines. Arguments, verdicts and data are
 * compared where both have a step.
 *
 * @param leftTotal how many steps the left session has
 * @param rightTotal how many the right one has
 * @param compared how many of the first steps of each were compared at most
 * @param same pairs without a difference
 * @param changed pairs with one
 * @param onlyLeft steps without a counterpart
 * @param onlyRight steps without a counterpart
 * @param lines by time
 */
public record Comparison(
    int leftTotal,
    int rightTotal,
    int compared,
    int same,
    int changed,
    int onlyLeft,
    int onlyRight,
    List<Line> lines) {

  private static final int MOST = 1_500;

  public Comparison {
    lines = List.copyOf(lines);
  }

  /**
   * Steps side by side.
   *
   * @param left of the left session, null if it has none here
   * @param right of the right session, null if it has none here
   * @param changes what differs: some of arguments, verdict, labels, effects, outcome
   */
  public record Line(@Nullable RowView left, @Nullable RowView right, List<String> changes) {

    public Line {
      changes = List.copyOf(changes);
    }
  }

  /** Compares two sessions. */
  public static Comparison of(SessionOutline left, SessionOutline right) {
    List<OutlineStep> a = first(left);
    List<OutlineStep> b = first(right);
    int[][] longest = longest(a, b);
    List<Line> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < a.size() || j < b.size()) {
      if (i < a.size() && j < b.size() && alike(a.get(i), b.get(j))) {
        List<String> changes = changes(a.get(i), b.get(j));
        lines.add(new Line(Rows.row(left, i), Rows.row(right, j), changes));
        i++;
        j++;
      } else if (j == b.size() || (i < a.size() && longest[i + 1][j] >= longest[i][j + 1])) {
        lines.add(new Line(Rows.row(left, i), null, List.of()));
        i++;
      } else {
        lines.add(new Line(null, Rows.row(right, j), List.of()));
        j++;
      }
    }
    return counted(left, right, lines);
  }

  private static Comparison counted(SessionOutline left, SessionOutline right, List<Line> lines) {
    int pairs = (int) lines.stream().filter(l -> l.left() != null && l.right() != null).count();
    int changed = (int) lines.stream().filter(line -> !line.changes().isEmpty()).count();
    return new Comparison(
        left.steps().size(),
        right.steps().size(),
        MOST,
        pairs - changed,
        changed,
        (int) lines.stream().filter(line -> line.right() == null).count(),
        (int) lines.stream().filter(line -> line.left() == null).count(),
        lines);
  }

  private static List<OutlineStep> first(SessionOutline outline) {
    return outline.steps().subList(0, Math.min(MOST, outline.steps().size()));
  }

  private static int[][] longest(List<OutlineStep> a, List<OutlineStep> b) {
    int[][] longest = new int[a.size() + 1][b.size() + 1];
    for (int i = a.size() - 1; i >= 0; i--) {
      for (int j = b.size() - 1; j >= 0; j--) {
        longest[i][j] =
            alike(a.get(i), b.get(j))
                ? longest[i + 1][j + 1] + 1
                : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    return longest;
  }

  private static boolean alike(OutlineStep a, OutlineStep b) {
    return a.kind() == b.kind() && a.name().equals(b.name()) && a.upstream().equals(b.upstream());
  }

  private static List<String> changes(OutlineStep a, OutlineStep b) {
    TreeSet<String> changes = new TreeSet<>();
    add(changes, "arguments", a.arguments().equals(b.arguments()));
    add(changes, "effects", a.effects().equals(b.effects()));
    add(changes, "labels", a.labels().equals(b.labels()));
    add(changes, "outcome", a.outcome().equals(b.outcome()));
    add(changes, "verdict", a.verdict().equals(b.verdict()));
    return List.copyOf(changes);
  }

  private static void add(TreeSet<String> changes, String what, boolean equal) {
    if (!equal) {
      changes.add(what);
    }
  }
}
