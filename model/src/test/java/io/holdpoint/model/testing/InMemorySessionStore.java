// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.testing;

import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.SessionSearch;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.query.FilterRow;
import io.holdpoint.model.query.SessionFilterRow;
import io.holdpoint.model.query.StepFilterRow;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.model.view.StepRow;
import io.holdpoint.model.view.Usage;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A store that forgets with its process and derives everything on reading: the plainest form of
 * what {@link SessionStoreContract} asks for.
 */
public final class InMemorySessionStore implements SessionStore, SessionSearch {

  private record StepKey(String tenant, StepId id) {}

  private record DetectionKey(String tenant, String id) {}

  private static final Comparator<StepRow> BY_TIME =
      Comparator.comparing(StepRow::startedAt).thenComparing(row -> row.id().toString());

  private static final Comparator<DetectionRow> DETECTIONS_BY_TIME =
      Comparator.comparing((DetectionRow row) -> row.detection().at())
          .thenComparing(row -> row.detection().id());

  private final Map<StepKey, StepRow> steps = new LinkedHashMap<>();
  private final Map<DetectionKey, DetectionRow> detections = new LinkedHashMap<>();

  @Override
  public synchronized void append(List<StepRow> newSteps, List<DetectionRow> newDetections) {
    newSteps.forEach(row -> steps.put(new StepKey(row.session().tenant(), row.id()), row));
    newDetections.forEach(
        row -> detections.put(new DetectionKey(row.tenant(), row.detection().id()), row));
  }

  @Override
  public synchronized List<SessionRow> sessions(String tenant, int limit) {
    requireLimit(limit);
    return steps.values().stream()
        .filter(row -> row.session().tenant().equals(tenant))
        .map(StepRow::sessionId)
        .distinct()
        .flatMap(id -> session(tenant, id).stream())
        .sorted(
            Comparator.comparing(SessionRow::lastStepAt)
                .reversed()
                .thenComparing(row -> row.facts().id().value()))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<SessionRow> session(String tenant, SessionId id) {
    List<StepRow> all = rows(tenant, id);
    return all.isEmpty() ? Optional.empty() : Optional.of(derive(tenant, id, all));
  }

  @Override
  public synchronized List<StepRow> steps(String tenant, SessionId id, int offset, int limit) {
    requireLimit(limit);
    return rows(tenant, id).stream().filter(row -> !isEnd(row)).skip(offset).limit(limit).toList();
  }

  @Override
  public synchronized List<DetectionRow> detections(String tenant, SessionId id) {
    return detections.values().stream()
        .filter(row -> row.tenant().equals(tenant) && row.detection().session().equals(id))
        .sorted(DETECTIONS_BY_TIME)
        .toList();
  }

  @Override
  public synchronized List<DetectionRow> detections(String tenant, int limit) {
    requireLimit(limit);
    return detections.values().stream()
        .filter(row -> row.tenant().equals(tenant))
        .sorted(DETECTIONS_BY_TIME.reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Found<SessionRow> sessions(Query query, Function<SessionRow, String> states) {
    List<SessionRow> all =
        steps.values().stream()
            .filter(row -> row.session().tenant().equals(query.tenant()))
            .map(StepRow::sessionId)
            .distinct()
            .flatMap(id -> session(query.tenant(), id).stream())
            .sorted(
                Comparator.comparing(SessionRow::lastStepAt)
                    .reversed()
                    .thenComparing(row -> row.facts().id().value()))
            .filter(row -> FilterRow.isOf(query.filter(), asked(row, states)))
            .toList();
    return page(all, query, row -> row.facts().id().value());
  }

  private SessionFilterRow asked(SessionRow row, Function<SessionRow, String> states) {
    return new SessionFilterRow(
        row,
        states.apply(row),
        term ->
            rows(row.facts().tenant(), row.facts().id()).stream()
                .filter(step -> !isEnd(step))
                .anyMatch(step -> FilterRow.isOf(term, new StepFilterRow(step, value -> value))));
  }

  @Override
  public synchronized Found<StepRow> steps(Query query) {
    List<StepRow> all =
        steps.values().stream()
            .filter(row -> row.session().tenant().equals(query.tenant()) && !isEnd(row))
            .sorted(Comparator.comparing(StepRow::startedAt).reversed())
            .filter(row -> FilterRow.isOf(query.filter(), new StepFilterRow(row, value -> value)))
            .toList();
    return page(all, query, row -> row.id().toString());
  }

  /** The mark of a row is its id: the page goes on behind it wherever it stands by then. */
  private static <T> Found<T> page(List<T> all, Query query, Function<T, String> id) {
    List<T> rest = all;
    if (!query.after().isEmpty()) {
      rest = all.stream().dropWhile(row -> !id.apply(row).equals(query.after())).toList();
      if (rest.isEmpty()) {
        throw new IllegalArgumentException("after: got no mark (expected: one of ours)");
      }
      rest = rest.subList(1, rest.size());
    }
    List<T> rows = rest.subList(0, Math.min(rest.size(), query.limit()));
    String next = rows.size() == rest.size() ? "" : id.apply(rows.getLast());
    return new Found<>(rows, next, true);
  }

  private List<StepRow> rows(String tenant, SessionId id) {
    return steps.values().stream()
        .filter(row -> row.session().tenant().equals(tenant) && row.sessionId().equals(id))
        .sorted(BY_TIME)
        .toList();
  }

  private SessionRow derive(String tenant, SessionId id, List<StepRow> all) {
    List<StepRow> counted = all.stream().filter(row -> !isEnd(row)).toList();
    Set<Effect> effects = EnumSet.noneOf(Effect.class);
    Set<DataLabel> labels = EnumSet.noneOf(DataLabel.class);
    for (StepRow row : counted) {
      if (row.verdict().equals("permit")) {
        effects.addAll(row.effects());
      }
      labels.addAll(row.labels());
    }
    StepRow last = counted.isEmpty() ? all.getLast() : counted.getLast();
    return new SessionRow(
        all.getLast().session(),
        counted.size(),
        (int) counted.stream().filter(row -> row.verdict().equals("deny")).count(),
        detections(tenant, id).size(),
        all.stream().mapToInt(row -> row.session().risk()).max().orElse(0),
        effects,
        labels,
        qualifiedName(last),
        last.startedAt(),
        usage(counted),
        trend(counted));
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

  private static boolean isEnd(StepRow row) {
    return row.isMark();
  }

  private static String qualifiedName(StepRow row) {
    return row.upstream().isEmpty() ? row.name() : row.upstream() + "/" + row.name();
  }

  private static void requireLimit(int limit) {
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("limit: got " + limit + " (expected: 1 to 1000)");
    }
  }
}
