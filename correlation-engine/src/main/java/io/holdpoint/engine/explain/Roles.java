// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.explain;

import io.holdpoint.engine.event.StepEvent;
import io.holdpoint.engine.event.StepFacts;
import io.holdpoint.engine.event.ToolCall;
import io.holdpoint.engine.explain.Explained.Named;
import io.holdpoint.engine.explain.Laboratory.Sighting;
import io.holdpoint.engine.provenance.CallOrigin;
import io.holdpoint.engine.record.Entry;
import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.state.Latches;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.verdict.Detection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what each step is to a match. */
final class Roles {
  private static final String NEEDED = "needed";

  private final Map<StepId, List<String>> roles = new LinkedHashMap<>();
  private final History history;

  Roles(Rule rule, History history, Sighting sighting) {
    this.history = history;
    StepFacts completing = StepEvent.factsOf(sighting.trigger());
    bind(completing.call().id(), "event");
    int n = 0;
    for (StepFacts step : inOrder(sighting.chain())) {
      n++;
      bind(step.call().id(), "chain[" + n + "]");
    }
    for (DataLabel label : rule.evidence()) {
      Latches.Latch latch = completing.seen().latch(label);
      if (latch != null) {
        bind(latch.step(), "label:" + label.word());
      }
    }
    if (sighting.trigger() instanceof ToolCall call) {
      n = 0;
      for (CallOrigin.Evidence origin : ToolCall.originOf(call).evidence()) {
        n++;
        bind(origin.step(), "origin[" + n + "]");
      }
    }
  }

  private static List<StepFacts> inOrder(List<Object> chain) {
    return chain.stream()
        .filter(StepEvent.class::isInstance)
        .map(event -> StepEvent.factsOf((StepEvent) event))
        .sorted(Comparator.comparingLong(StepFacts::at).thenComparingLong(f -> f.call().sequence()))
        .toList();
  }

  /** These steps in the order in which they came, with what they are. */
  List<Named> name(Set<StepId> steps) {
    Map<StepId, Named> named = new LinkedHashMap<>();
    for (Entry entry : history.entries()) {
      Step step = History.step(entry);
      if (step != null && steps.contains(step.id()) && !named.containsKey(step.id())) {
        Named one = named(step, roles.getOrDefault(step.id(), List.of(NEEDED)));
        if (one != null) {
          named.put(step.id(), one);
        }
      }
    }
    return List.copyOf(named.values());
  }

  /** The steps a detection names, where nothing could be proved. */
  static List<Named> unknown(Detection detection, @Nullable History history) {
    List<Named> named = new ArrayList<>();
    for (StepId id : detection.chain()) {
      String role = id.equals(detection.chain().getLast()) ? "event" : "chain";
      Named known = history == null ? null : find(history, id, role);
      named.add(
          known != null
              ? known
              : new Named(
                  id,
                  detection.session(),
                  StepKind.TOOL_CALL,
                  "unknown",
                  detection.at(),
                  List.of(role)));
    }
    return named;
  }

  private static @Nullable Named find(History history, StepId id, String role) {
    for (Entry entry : history.entries()) {
      Step step = History.step(entry);
      if (step != null && step.id().equals(id)) {
        return named(step, List.of(role));
      }
    }
    return null;
  }

  private void bind(StepId step, String role) {
    roles.computeIfAbsent(step, id -> new ArrayList<>()).add(role);
  }

  private static @Nullable Named named(Step step, List<String> roles) {
    return switch (step) {
      case Step.Attempted attempted ->
          new Named(
              attempted.id(),
              attempted.session().id(),
              attempted.kind(),
              attempted.tool().qualifiedName(),
              attempted.at(),
              roles);
      case Step.Observed observed ->
          new Named(
              observed.id(),
              observed.session(),
              observed.kind(),
              observed.name().isEmpty()
                  ? observed.kind().name().toLowerCase(Locale.ROOT).replace('_', '-')
                  : observed.name(),
              observed.at(),
              roles);
      case Step.Completed c -> null;
    };
  }
}
