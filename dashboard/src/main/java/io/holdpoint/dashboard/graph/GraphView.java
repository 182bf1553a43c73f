// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.graph;

import java.util.List;

/**
 * What led to what, with a place on a grid for everything that is drawn: columns follow time, rows
 * part what went on side by side.
 *
 * @param total how many steps the session has
 * @param from place of the first step that is drawn or folded here, from 1
 * @param to place of the last one
 * @param nodes by time
 * @param edges between nodes
 * @param groups nodes that went on side by side
 */
public record GraphView(
    int total, int from, int to, List<Node> nodes, List<Edge> edges, List<Group> groups) {

  public GraphView {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    groups = List.copyOf(groups);
  }

  /**
   * A step, or several that are folded into one.
   *
   * @param id of its first step; a node keeps it, whatever comes later
   * @param kind of the step; of a loop that of its first step
   * @param title what it is called
   * @param count how many steps stand in it
   * @param from place of its first step
   * @param to place of its last step
   * @param fold {@code none}, {@code loop}, {@code agent}, or {@code open} for a sub-agent or loop
   *     that is unfolded
   * @param times how often a loop went round, otherwise 1
   * @param column from 0, by time
   * @param row from 0; halves where an even number stands side by side
   * @param verdict the weightiest of its steps: deny, hold, permit or empty
   * @param effect the weightiest of its steps, empty if they have none
   * @param labels of what came back
   * @param masked true if the gateway masked arguments
   * @param marks numbers of the chosen detection's chain that stand in it, from 1
   */
  public record Node(
      String id,
      String kind,
      String title,
      int count,
      int from,
      int to,
      String fold,
      int times,
      int column,
      double row,
      String verdict,
      String effect,
      List<String> labels,
      boolean masked,
      List<Integer> marks) {}

  /**
   * One thing after another.
   *
   * @param from id of a node
   * @param to id of a node
   * @param kind {@code cause} (the caller's span says so), {@code hand-off}, {@code return}, {@code
   *     time} (nothing but the order in time says so), {@code proof} (a detection's chain) or
   *     {@code value} (a value of the one came back in the other)
   * @param label what the edge carries, empty if there is nothing to say
   */
  public record Edge(String from, String to, String kind, String label) {}

  /**
   * Nodes that went on side by side.
   *
   * @param nodes their ids
   * @param nanos from the first beginning to the last end
   */
  public record Group(List<String> nodes, long nanos) {}
}
