// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.graph;

import io.holdpoint.dashboard.outline.OutlineStep;
import io.holdpoint.dashboard.outline.SessionOutline;
import io.holdpoint.model.step.StepKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which steps of a window belong to which hand-off. The hand-off that is the session's own agent is
 * no sub-agent: what it did stands at the top.
 */
final class Scopes {

  private final SessionOutline outline;
  private final int from;
  private final Map<Integer, List<Integer>> members = new HashMap<>();

  /** Scopes of the steps from {@code from} to before {@code to}. */
  Scopes(SessionOutline outline, int from, int to) {
    this.outline = outline;
    this.from = from;
    for (int i = from; i < to; i++) {
      members.computeIfAbsent(scope(i), absent -> new ArrayList<>()).add(i);
    }
  }

  /** Steps directly within a hand-off, or at the top for {@link SessionOutline#NONE}. */
  List<Integer> members(int owner) {
    return members.getOrDefault(owner, List.of());
  }

  /** All steps within a hand-off, at any depth, itself included, by time. */
  List<Integer> all(int owner) {
    List<Integer> all = new ArrayList<>();
    List<Integer> open = new ArrayList<>(List.of(owner));
    while (!open.isEmpty()) {
      int next = open.removeLast();
      all.add(next);
      open.addAll(members(next));
    }
    all.sort(null);
    return all;
  }

  /** True for a hand-off that is the session's own agent at work. */
  boolean isOwnAgent(int index) {
    OutlineStep step = outline.steps().get(index);
    return step.kind() == StepKind.HAND_OFF
        && outline.owner(index) == SessionOutline.NONE
        && step.name().equals(outline.row().facts().agentName());
  }

  private int scope(int index) {
    int owner = outline.owner(index);
    boolean outside = owner < from || owner >= index;
    return outside || isOwnAgent(owner) ? SessionOutline.NONE : owner;
  }
}
