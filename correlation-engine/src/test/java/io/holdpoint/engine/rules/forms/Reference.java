// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.forms;

import io.holdpoint.engine.event.StepEvent;
import io.holdpoint.engine.event.Telemetry;
import io.holdpoint.engine.rules.schema.EventType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the short forms mean, written down as plainly as possible: all events of a group are kept
 * for as long as they can matter, and searched anew each time. For one rule and one thread.
 */
final class Reference {
  private final Form form;
  private final Scope scope;
  private final List<Predicate<Object>> picks;
  private final Map<List<String>, List<Object>> histories = new HashMap<>();

  /**
   * @param picks the form's selections in its order, {@code unless} last
   */
  Reference(Form form, Scope scope, List<Predicate<Object>> picks) {
    this.form = form;
    this.scope = scope;
    this.picks = picks;
  }

  /** Whether the rule matches at this event, the next one. */
  boolean matches(Object event) {
    if (picks.stream().noneMatch(pick -> pick.test(event))) {
      return false;
    }
    return switch (form) {
      case Form.Filter f -> true;
      case Form.Baseline b ->
          event instanceof StepEvent step
              && step.baselineSessions() >= b.sessions()
              && step.newTool();
      case Form.Sequence s -> sequence(s, event, history(s.by(), event, s.within().toMillis()));
      case Form.Rate r -> rate(r, event, history(r.by(), event, r.within().toMillis() * 2));
      case Form.Epl e -> throw new IllegalArgumentException("epl: has no reference");
    };
  }

  /** A chain the engine names must be one. */
  boolean isChain(List<Object> chain) {
    if (!(form instanceof Form.Sequence s) || s.anyOrder()) {
      return true;
    }
    boolean steps = chain.size() == s.steps().size();
    for (int i = 0; i < chain.size() && steps; i++) {
      steps =
          picks.get(i).test(chain.get(i)) && (i == 0 || at(chain.get(i)) >= at(chain.get(i - 1)));
    }
    return steps
        && new HashSet<>(chain).size() == chain.size()
        && at(chain.getLast()) - at(chain.getFirst()) <= s.within().toMillis();
  }

  private boolean sequence(Form.Sequence s, Object event, List<Object> history) {
    int last = history.size() - 1;
    int steps = s.steps().size();
    if (!picks.get(steps - 1).test(event)) {
      return false;
    }
    int from = 0;
    for (int i = 0; i < last; i++) {
      if (s.unless().isPresent() && picks.get(steps).test(history.get(i))) {
        from = i + 1;
      }
    }
    List<Object> before = history.subList(from, last);
    long earliest = at(event) - s.within().toMillis();
    return s.anyOrder() ? anyOrder(before, steps, earliest) : inOrder(before, steps, earliest);
  }

  private boolean anyOrder(List<Object> before, int steps, long earliest) {
    for (int step = 0; step < steps - 1; step++) {
      Predicate<Object> pick = picks.get(step);
      if (before.stream().noneMatch(e -> at(e) >= earliest && pick.test(e))) {
        return false;
      }
    }
    return true;
  }

  /** From each possible beginning, the next step as early as possible. */
  private boolean inOrder(List<Object> before, int steps, long earliest) {
    for (int start = 0; start < before.size(); start++) {
      if (at(before.get(start)) >= earliest && picks.getFirst().test(before.get(start))) {
        int step = 1;
        for (int i = start + 1; i < before.size() && step < steps - 1; i++) {
          step += picks.get(step).test(before.get(i)) ? 1 : 0;
        }
        if (step == steps - 1) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean rate(Form.Rate r, Object event, List<Object> history) {
    long now = at(event);
    long within = r.within().toMillis();
    long slice = Math.max(1, (within + 59) / 60);
    Set<String> different = new HashSet<>();
    long count = 0;
    long sum = 0;
    for (Object e : history) {
      if (now - at(e) <= within) {
        count++;
        different.add(r.column().isEmpty() ? "" : EventType.value(e, r.column()));
      }
      if (r.measure() == Form.Measure.SUM
          && Math.floorDiv(now, slice) - Math.floorDiv(at(e), slice) < 60) {
        sum += Long.parseLong(EventType.value(e, r.column()));
      }
    }
    return switch (r.measure()) {
      case COUNT -> count >= r.atLeast();
      case DISTINCT -> different.size() >= r.atLeast();
      case SUM -> sum >= r.atLeast();
    };
  }

  private List<Object> history(List<String> by, Object event, long keep) {
    List<String> key = new ArrayList<>();
    scope.columns().forEach(column -> key.add(EventType.value(event, column)));
    by.forEach(column -> key.add(EventType.value(event, column)));
    List<Object> history = histories.computeIfAbsent(key, k -> new ArrayList<>());
    history.add(event);
    int old = 0;
    while (at(history.get(old)) < at(event) - keep) {
      old++;
    }
    history.subList(0, old).clear();
    return history;
  }

  static long at(@Nullable Object event) {
    return switch (event) {
      case StepEvent step -> step.at();
      case Telemetry told -> told.at();
      case null, default -> throw new IllegalArgumentException("event: got " + event);
    };
  }
}
