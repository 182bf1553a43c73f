// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.model.view.StepRow;
import io.holdpoint.model.view.Usage;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A store that forgets with its process. */
public final class MemoryStore implements SessionStore {

  private final Map<SessionId, Map<StepId, StepRow>> steps = new LinkedHashMap<>();
  private final Map<SessionId, List<StepRow>> inOrder = new HashMap<>();
  private final Map<String, DetectionRow> detections = new LinkedHashMap<>();
  private boolean broken;

  @Override
  public synchronized void append(List<StepRow> moreSteps, List<DetectionRow> moreDetections) {
    for (StepRow step : moreSteps) {
      steps.computeIfAbsent(step.sessionId(), id -> new LinkedHashMap<>()).put(step.id(), step);
      inOrder.remove(step.sessionId());
    }
    moreDetections.forEach(row -> detections.put(row.detection().id(), row));
  }

  /** From now on reading fails. */
  synchronized void breakDown() {
    broken = true;
  }

  @Override
  public synchronized List<SessionRow> sessions(String tenant, int limit) {
    return steps.keySet().stream()
        .flatMap(id -> session(tenant, id).stream())
        .sorted(Comparator.comparing(SessionRow::lastStepAt).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<SessionRow> session(String tenant, SessionId id) {
    List<StepRow> all = steps(tenant, id, 0, 1_000_000);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    StepRow last = all.getLast();
    Set<Effect> effects = EnumSet.noneOf(Effect.class);
    Set<DataLabel> labels = EnumSet.noneOf(DataLabel.class);
    all.stream().filter(s -> !s.verdict().equals("deny")).forEach(s -> effects.addAll(s.effects()));
    all.forEach(s -> labels.addAll(s.labels()));
    return Optional.of(
        new SessionRow(
            last.session(),
            all.size(),
            (int) all.stream().filter(s -> s.verdict().equals("deny")).count(),
            detections(tenant, id).size(),
            all.stream().mapToInt(s -> s.session().risk()).max().orElse(0),
            effects,
            labels,
            last.upstream().isEmpty() ? last.name() : last.upstream() + "/" + last.name(),
            last.startedAt(),
            usage(all),
            trend(all)));
  }

  private static Usage usage(List<StepRow> steps) {
    Usage usage = Usage.NONE;
    for (StepRow step : steps) {
      usage = usage.plus(step.detail());
    }
    return usage;
  }

  /** Of long sessions every so many steps only, and the last one. */
  private static List<Integer> trend(List<StepRow> steps) {
    int stride = 1 + steps.size() / 24;
    return IntStream.range(0, steps.size())
        .filter(i -> (steps.size() - 1 - i) % stride == 0)
        .mapToObj(i -> steps.get(i).session().risk())
        .toList();
  }

  @Override
  public synchronized List<StepRow> steps(String tenant, SessionId id, int offset, int limit) {
    if (broken) {
      throw new IllegalStateException("store: got broken (expected: whole)");
    }
    return inOrder
        .computeIfAbsent(
            id,
            of ->
                steps.getOrDefault(of, Map.of()).values().stream()
                    .sorted(Comparator.comparing(StepRow::startedAt))
                    .toList())
        .stream()
        .filter(step -> step.session().tenant().equals(tenant))
        .skip(offset)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<DetectionRow> detections(String tenant, SessionId id) {
    return detections.values().stream()
        .filter(d -> d.tenant().equals(tenant) && d.detection().session().equals(id))
        .sorted(Comparator.comparing(d -> d.detection().at()))
        .toList();
  }

  @Override
  public synchronized List<DetectionRow> detections(String tenant, int limit) {
    return detections.values().stream()
        .filter(d -> d.tenant().equals(tenant))
        .sorted(Comparator.comparing((DetectionRow d) -> d.detection().at()).reversed())
        .limit(limit)
        .toList();
  }
}
