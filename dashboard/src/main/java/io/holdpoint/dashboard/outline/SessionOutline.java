// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.outline;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.view.SessionRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps of a session in the order of time, and who called whom among them. Indices begin at 0,
 * places, which people see, at 1. Immutable.
 */
public final class SessionOutline {

  /** No such step. */
  public static final int NONE = -1;

  private static final int DEEPEST = 64;

  private final SessionRow row;
  private final List<OutlineStep> steps;
  private final Map<StepId, Integer> indices;
  private final int[] parents;
  private final int[] owners;

  /**
   * An outline.
   *
   * @param row the session
   * @param steps by time
   */
  public SessionOutline(SessionRow row, List<OutlineStep> steps) {
    this.row = requireNonNull(row, "row");
    this.steps = List.copyOf(steps);
    this.indices = HashMap.newHashMap(steps.size());
    Map<String, Integer> spans = HashMap.newHashMap(steps.size());
    for (int i = 0; i < this.steps.size(); i++) {
      StepId id = this.steps.get(i).id();
      indices.put(id, i);
      spans.putIfAbsent(span(id.traceId(), id.spanId()), i);
    }
    this.parents = parents(this.steps, spans);
    this.owners = owners(this.steps, parents);
  }

  public SessionRow row() {
    return row;
  }

  public List<OutlineStep> steps() {
    return steps;
  }

  /** The index of a step, or {@link #NONE}. */
  public int index(StepId id) {
    return indices.getOrDefault(id, NONE);
  }

  /** The number of a step as people see it, or 0 if it is not stored. */
  public int place(StepId id) {
    return index(id) + 1;
  }

  public Optional<OutlineStep> find(StepId id) {
    int index = index(id);
    return index == NONE ? Optional.empty() : Optional.of(steps.get(index));
  }

  /** The step whose span is the parent of this one's, or {@link #NONE}. */
  public int parent(int index) {
    return parents[index];
  }

  /** The hand-off within which a step happened, or {@link #NONE}. */
  public int owner(int index) {
    return owners[index];
  }

  /** Within how many hand-offs a step happened. */
  public int depth(int index) {
    int depth = 0;
    for (int at = owners[index]; at != NONE && depth < DEEPEST; at = owners[at]) {
      depth++;
    }
    return depth;
  }

  private static int[] parents(List<OutlineStep> steps, Map<String, Integer> spans) {
    int[] parents = new int[steps.size()];
    for (int i = 0; i < parents.length; i++) {
      OutlineStep step = steps.get(i);
      parents[i] =
          step.parentSpanId().isEmpty()
              ? NONE
              : spans.getOrDefault(span(step.id().traceId(), step.parentSpanId()), NONE);
    }
    return parents;
  }

  /** Spans name their parents freely: a circle, or a very long line, ends the search. */
  private static int[] owners(List<OutlineStep> steps, int[] parents) {
    int[] owners = new int[parents.length];
    for (int i = 0; i < owners.length; i++) {
      int at = parents[i];
      int left = DEEPEST;
      while (at != NONE && at != i && left > 0 && steps.get(at).kind() != StepKind.HAND_OFF) {
        at = parents[at];
        left--;
      }
      owners[i] = at == i || left == 0 ? NONE : at;
    }
    return owners;
  }

  private static String span(String trace, String span) {
    return trace + "/" + span;
  }
}
