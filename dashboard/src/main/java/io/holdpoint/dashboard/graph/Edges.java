// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.graph;

import io.holdpoint.dashboard.graph.GraphView.Edge;
import io.holdpoint.dashboard.outline.SessionOutline;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Draws what followed from what, never the same line twice. */
final class Edges {

  /** More lines than this between two waves say less than one. */
  private static final int MOST_BETWEEN = 9;

  private final SessionOutline outline;
  private final Map<Integer, Item> itemOf;
  private final Set<Edge> edges = new LinkedHashSet<>();

  /**
   * Edges.
   *
   * @param itemOf the node a step stands in
   */
  Edges(SessionOutline outline, Map<Integer, Item> itemOf) {
    this.outline = outline;
    this.itemOf = itemOf;
  }

  /** A wave after what went before: the caller's own word counts more than the order in time. */
  void follow(List<Item> before, List<Item> wave, String kind) {
    List<Item> loose = new ArrayList<>();
    for (Item item : wave) {
      Item cause = cause(item);
      if (cause == null) {
        loose.add(item);
      } else {
        add(cause, item, "cause", "");
      }
    }
    List<Item> sources =
        before.size() * loose.size() > MOST_BETWEEN ? List.of(latest(before)) : before;
    for (Item source : sources) {
      for (Item item : loose) {
        add(source, item, kind, "");
      }
    }
  }

  void add(Item from, Item to, String kind, String label) {
    if (!from.equals(to)) {
      edges.add(new Edge(id(from), id(to), kind, label));
    }
  }

  /** A value that is known to have come back says more than that both prove something. */
  void value(Item from, Item to, String label) {
    edges.removeIf(
        edge ->
            edge.from().equals(id(from))
                && edge.to().equals(id(to))
                && (edge.kind().equals("proof") || edge.kind().equals("value")));
    add(from, to, "value", label);
  }

  List<Edge> all() {
    return List.copyOf(edges);
  }

  String id(Item item) {
    return outline.steps().get(item.first()).id().toString();
  }

  /** The node of the step that called this one, unless that is the hand-off around it. */
  private @org.jspecify.annotations.Nullable Item cause(Item item) {
    int parent = outline.parent(item.first());
    if (parent == SessionOutline.NONE || parent == outline.owner(item.first())) {
      return null;
    }
    Item cause = itemOf.get(parent);
    return cause == null || cause.equals(item) ? null : cause;
  }

  private Item latest(List<Item> items) {
    Item latest = items.getFirst();
    for (Item item : items) {
      boolean later =
          outline
              .steps()
              .get(item.last())
              .endedAt()
              .isAfter(outline.steps().get(latest.last()).endedAt());
      latest = later ? item : latest;
    }
    return latest;
  }
}
