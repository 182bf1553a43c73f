// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.graph;

import io.holdpoint.dashboard.outline.OutlineStep;
import io.holdpoint.dashboard.outline.SessionOutline;
import io.holdpoint.dashboard.view.Views;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.StepId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is written into nodes. */
final class NodeViews {

  private static final List<String> VERDICTS = List.of("", "permit", "hold", "deny");

  /** The weightiest last. */
  private static final List<Effect> EFFECTS =
      List.of(
          Effect.DISCOVER,
          Effect.READ,
          Effect.MEMORY_READ,
          Effect.MEMORY_WRITE,
          Effect.WRITE,
          Effect.DELEGATE,
          Effect.EGRESS,
          Effect.PAY,
          Effect.ADMIN,
          Effect.EXEC,
          Effect.DESTROY);

  private final SessionOutline outline;
  private final List<StepId> chain;

  NodeViews(SessionOutline outline, List<StepId> chain) {
    this.outline = outline;
    this.chain = chain;
  }

  GraphView.Node node(Item item, Grid.Cell cell, double top) {
    List<OutlineStep> steps = item.steps().stream().map(outline.steps()::get).toList();
    OutlineStep first = steps.getFirst();
    return new GraphView.Node(
        first.id().toString(),
        Views.word(first.kind()),
        title(item, steps),
        steps.size(),
        item.first() + 1,
        item.last() + 1,
        item.fold().word(),
        item.times(),
        cell.column(),
        cell.row() - top,
        verdict(steps),
        effect(steps),
        labels(steps),
        steps.stream().anyMatch(OutlineStep::masked),
        marks(steps));
  }

  private static String title(Item item, List<OutlineStep> steps) {
    return item.fold() == Item.Fold.LOOP
        ? steps.stream()
            .limit(Math.max(1, steps.size() / item.times()))
            .map(OutlineStep::name)
            .distinct()
            .collect(Collectors.joining(", "))
        : steps.getFirst().name();
  }

  private static String verdict(List<OutlineStep> steps) {
    return steps.stream()
        .map(OutlineStep::verdict)
        .filter(VERDICTS::contains)
        .max(java.util.Comparator.comparingInt(VERDICTS::indexOf))
        .orElse("");
  }

  private static String effect(List<OutlineStep> steps) {
    return steps.stream()
        .flatMap(step -> step.effects().stream())
        .max(java.util.Comparator.comparingInt(EFFECTS::indexOf))
        .map(Effect::word)
        .orElse("");
  }

  private static List<String> labels(List<OutlineStep> steps) {
    Set<DataLabel> labels = EnumSet.noneOf(DataLabel.class);
    steps.forEach(step -> labels.addAll(step.labels()));
    return labels.stream().map(DataLabel::word).toList();
  }

  private List<Integer> marks(List<OutlineStep> steps) {
    Set<StepId> ids = steps.stream().map(OutlineStep::id).collect(Collectors.toSet());
    List<Integer> marks = new ArrayList<>();
    for (int i = 0; i < chain.size(); i++) {
      if (ids.contains(chain.get(i))) {
        marks.add(i + 1);
      }
    }
    return marks;
  }
}
