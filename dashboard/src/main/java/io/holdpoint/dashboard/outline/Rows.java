// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.outline;

import io.holdpoint.dashboard.view.RowView;
import io.holdpoint.dashboard.view.Views;
import java.util.List;
import java.util.stream.IntStream;

/** Lines of the timeline. */
public final class Rows {

  private Rows() {}

  /** The steps from one index to before another. */
  public static List<RowView> of(SessionOutline outline, int from, int to) {
    return IntStream.range(from, Math.min(to, outline.steps().size()))
        .mapToObj(index -> row(outline, index))
        .toList();
  }

  /** One step. */
  public static RowView row(SessionOutline outline, int index) {
    OutlineStep step = outline.steps().get(index);
    return new RowView(
        step.id().toString(),
        index + 1,
        Views.word(step.kind()),
        step.upstream(),
        step.name(),
        step.hint(),
        step.startedAt(),
        step.durationNanos(),
        step.verdict(),
        step.outcome(),
        Views.effects(step.effects()),
        Views.labels(step.labels()),
        step.masked(),
        step.grade().name(),
        step.risk(),
        outline.depth(index));
  }
}
