// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.answers;

import static java.util.Objects.requireNonNull;

import io.holdpoint.dashboard.RuleInfo;
import io.holdpoint.dashboard.context.ContextGrowth;
import io.holdpoint.dashboard.insight.Explanation;
import io.holdpoint.dashboard.insight.ValueOrigin;
import io.holdpoint.dashboard.outline.OutlineStep;
import io.holdpoint.dashboard.outline.SessionOutline;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.view.DriftReport;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a session when it is asked about.
 *
 * @param outline its steps
 * @param context what its model calls were given
 * @param detections in it, oldest first
 * @param signals that bear on it, oldest first
 * @param approvals of its held calls
 * @param rules in force now
 * @param owner registered for its principal, empty if none is
 * @param explanations of its gravest detections, by their ids
 * @param values where the values of a call came from, empty if that is not known any more
 * @param drift how it compares with what its agent usually does, null if nobody knows
 * @param telemetry where telemetry can be sent to, empty if nowhere
 */
public record Case(
    SessionOutline outline,
    ContextGrowth context,
    List<Detection> detections,
    List<Published> signals,
    List<Approval> approvals,
    List<RuleInfo> rules,
    String owner,
    Map<String, Explanation> explanations,
    Function<StepId, Optional<List<ValueOrigin>>> values,
    @Nullable DriftReport drift,
    String telemetry) {

  public Case {
    requireNonNull(outline, "outline");
    requireNonNull(context, "context");
    detections = List.copyOf(detections);
    signals = List.copyOf(signals);
    approvals = List.copyOf(approvals);
    rules = List.copyOf(rules);
    requireNonNull(owner, "owner");
    explanations = Map.copyOf(explanations);
    requireNonNull(values, "values");
    requireNonNull(telemetry, "telemetry");
  }

  List<OutlineStep> steps() {
    return outline.steps();
  }

  /** The step most worth asking about: the one that completed the gravest chain, or was stopped. */
  Optional<OutlineStep> decisive() {
    return gravest()
        .flatMap(detection -> outline.find(detection.chain().getLast()))
        .or(() -> last(OutlineStep::isStopped))
        .or(() -> last(step -> step.kind() == StepKind.TOOL_CALL))
        .or(() -> last(step -> true));
  }

  Optional<Detection> gravest() {
    return detections.stream()
        .max(Comparator.comparing(Detection::severity).thenComparing(Detection::at));
  }

  List<Detection> completedBy(OutlineStep step) {
    return detections.stream().filter(d -> d.chain().getLast().equals(step.id())).toList();
  }

  /** The newest model call before a step that belongs to the same agent. */
  Optional<OutlineStep> thoughtBefore(OutlineStep step) {
    int index = outline.index(step.id());
    for (int i = index - 1; i >= 0; i--) {
      boolean sameAgent = outline.owner(i) == outline.owner(index);
      if (sameAgent && steps().get(i).kind() == StepKind.MODEL_CALL) {
        return Optional.of(steps().get(i));
      }
    }
    return Optional.empty();
  }

  boolean hasModelCalls() {
    return !context.calls().isEmpty();
  }

  /** How to make model calls known. */
  String connectTelemetry() {
    return connectTelemetry(telemetry);
  }

  /**
   * How to make model calls known.
   *
   * @param telemetry where telemetry can be sent to, empty if nowhere
   */
  public static String connectTelemetry(String telemetry) {
    return telemetry.isEmpty()
        ? "Configure the collector, and point the agent framework's OTLP exporter at it."
        : "Point the agent framework's OTLP exporter at " + telemetry + ".";
  }

  private Optional<OutlineStep> last(java.util.function.Predicate<OutlineStep> wanted) {
    List<OutlineStep> steps = steps();
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (wanted.test(steps.get(i))) {
        return Optional.of(steps.get(i));
      }
    }
    return Optional.empty();
  }
}
