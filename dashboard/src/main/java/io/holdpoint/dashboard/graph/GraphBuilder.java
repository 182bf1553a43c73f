// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.graph;

import io.holdpoint.dashboard.graph.GraphView.Group;
import io.holdpoint.dashboard.insight.ValueOrigin;
import io.holdpoint.dashboard.outline.OutlineStep;
import io.holdpoint.dashboard.outline.SessionOutline;
import io.holdpoint.model.step.StepId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes the graph of a part of a session. Columns follow time and rows only grow downwards from
 * those that stand, so that what comes later never moves what is there. A builder is used once.
 */
public final class GraphBuilder {

  /** A sub-agent that did more than this is folded unless somebody wants to see it. */
  private static final int FOLDED_FROM = 6;

  private final SessionOutline outline;
  private final Set<String> toggled;
  private final List<StepId> chain;
  private final Set<StepId> origins;
  private final Map<StepId, List<ValueOrigin>> values;
  private final int from;
  private final int to;
  private final Scopes scopes;
  private final Waves waves;
  private final Grid grid = new Grid();
  private final Map<Integer, Item> itemOf = new HashMap<>();
  private final Edges edges;
  private final List<Group> groups = new ArrayList<>();

  /**
   * A builder.
   *
   * @param outline the session
   * @param around place of a step that must be in it, from 1
   * @param most at most this many steps
   * @param toggled ids of nodes that are to be folded or unfolded against the usual
   * @param chain the steps of a detection that is to be shown, possibly none
   * @param origins those of them whose values came back in the last one
   * @param values where the values of steps came from, by the step that used them
   */
  public GraphBuilder(
      SessionOutline outline,
      int around,
      int most,
      Set<String> toggled,
      List<StepId> chain,
      Set<StepId> origins,
      Map<StepId, List<ValueOrigin>> values) {
    this.outline = outline;
    this.toggled = Set.copyOf(toggled);
    this.chain = List.copyOf(chain);
    this.origins = Set.copyOf(origins);
    this.values = Map.copyOf(values);
    int total = outline.steps().size();
    this.from = Math.max(0, Math.min(around - 1 - most / 2, total - most));
    this.to = Math.min(total, from + most);
    this.scopes = new Scopes(outline, from, to);
    this.waves = new Waves(outline, scopes);
    this.edges = new Edges(outline, itemOf);
  }

  /** The graph. */
  public GraphView build() {
    place(SessionOutline.NONE, List.of(), 0, 0);
    proofs();
    values.forEach(this::valueEdges);
    double top = Math.min(0, grid.top());
    NodeViews views = new NodeViews(outline, chain);
    List<GraphView.Node> nodes =
        grid.cells().entrySet().stream()
            .sorted(Map.Entry.comparingByKey(java.util.Comparator.comparingInt(Item::first)))
            .map(entry -> views.node(entry.getKey(), entry.getValue(), top))
            .toList();
    return new GraphView(outline.steps().size(), from + 1, to, nodes, edges.all(), groups);
  }

  /** Where a scope ended: the next free column, and what the next step follows. */
  private record End(int column, List<Item> exits) {}

  private End place(int owner, List<Item> entry, int column, double row) {
    List<Item> before = entry;
    String kind = entry.isEmpty() ? "time" : "hand-off";
    int next = column;
    for (List<Item> wave : folded(owner)) {
      List<Item> placed = place(wave, next, row);
      edges.follow(before, placed, kind);
      End end = unfold(placed, next + 1);
      next = end.column();
      kind = end.exits().equals(placed) ? "time" : "return";
      before = end.exits();
    }
    return new End(next, before);
  }

  private List<List<Item>> folded(int owner) {
    List<Integer> members = scopes.members(owner);
    Set<Integer> handOffs = new HashSet<>();
    for (int index : members) {
      if (!scopes.members(index).isEmpty()) {
        handOffs.add(index);
      }
    }
    Loops loops = new Loops(waves::signature, index -> toggled.contains(id(index)));
    return loops.fold(waves.of(members), handOffs);
  }

  /** Puts a wave into a column, its middle at {@code row}. */
  private List<Item> place(List<Item> wave, int column, double row) {
    List<Item> placed = new ArrayList<>();
    double at = row - (wave.size() - 1) / 2.0;
    for (Item item : wave) {
      Item whole = withAgent(item);
      grid.put(whole, column, at);
      whole.steps().forEach(index -> itemOf.put(index, whole));
      placed.add(whole);
      at += 1;
    }
    if (wave.size() > 1) {
      groups.add(group(placed));
    }
    return placed;
  }

  /** A hand-off stands for all that its agent did, unless that is shown. */
  private Item withAgent(Item item) {
    int index = item.first();
    if (item.steps().size() > 1 || scopes.members(index).isEmpty() || scopes.isOwnAgent(index)) {
      return item;
    }
    List<Integer> all = scopes.all(index);
    boolean fold = all.size() > FOLDED_FROM != toggled.contains(id(index));
    return fold ? new Item(all, Item.Fold.AGENT, 1) : new Item(item.steps(), Item.Fold.OPEN, 1);
  }

  private End unfold(List<Item> placed, int column) {
    int next = column;
    List<Item> exits = new ArrayList<>();
    for (Item item : placed) {
      if (item.fold() == Item.Fold.OPEN) {
        double row = grid.below(column, grid.cell(item).row() + 1);
        End end = place(item.first(), List.of(item), column, row);
        next = Math.max(next, end.column());
        exits.addAll(end.exits());
      } else {
        exits.add(item);
      }
    }
    return new End(next, exits);
  }

  private Group group(List<Item> items) {
    Instant begin = Instant.MAX;
    Instant end = Instant.MIN;
    for (Item item : items) {
      for (int index : item.steps()) {
        OutlineStep step = outline.steps().get(index);
        begin = step.startedAt().isBefore(begin) ? step.startedAt() : begin;
        end = step.endedAt().isAfter(end) ? step.endedAt() : end;
      }
    }
    return new Group(
        items.stream().map(edges::id).toList(), Duration.between(begin, end).toNanos());
  }

  private void proofs() {
    if (chain.isEmpty()) {
      return;
    }
    Item last = itemOf.get(outline.index(chain.getLast()));
    for (StepId id : chain) {
      Item item = itemOf.get(outline.index(id));
      if (last != null && item != null) {
        edges.add(item, last, origins.contains(id) ? "value" : "proof", "");
      }
    }
  }

  /** One edge for each result that a step took values out of, with the arguments they stand in. */
  private void valueEdges(StepId user, List<ValueOrigin> of) {
    Item to = itemOf.get(outline.index(user));
    Map<StepId, Set<String>> arguments = new LinkedHashMap<>();
    for (ValueOrigin value : of) {
      StepId from = value.from();
      if (from != null) {
        arguments.computeIfAbsent(from, id -> new TreeSet<>()).add(value.argument());
      }
    }
    arguments.forEach(
        (source, names) -> {
          Item from = itemOf.get(outline.index(source));
          if (from != null && to != null) {
            edges.value(from, to, String.join(", ", names));
          }
        });
  }

  private String id(int index) {
    return outline.steps().get(index).id().toString();
  }
}
