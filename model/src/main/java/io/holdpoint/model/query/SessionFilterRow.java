// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.query;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.SessionRow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A session, as a filter asks it. */
public final class SessionFilterRow implements FilterRow {

  private final SessionRow row;
  private final String state;
  private final Predicate<Filter.Text> anyStep;

  /**
   * @param state the word of its gate state now
   * @param anyStep whether any step of it is what a term without a negation asks for
   */
  public SessionFilterRow(SessionRow row, String state, Predicate<Filter.Text> anyStep) {
    this.row = requireNonNull(row, "row");
    this.state = requireNonNull(state, "state");
    this.anyStep = requireNonNull(anyStep, "anyStep");
  }

  /** As a filter's list names it. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Nanoseconds since the epoch; what is out of range is the nearest within. */
  static long nanos(Instant at) {
    try {
      return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano());
    } catch (ArithmeticException outOfRange) {
      return at.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  @Override
  public List<String> texts(Field field) {
    SessionFacts facts = row.facts();
    return switch (field) {
      case AGENT -> List.of(facts.agentName());
      case VERSION -> List.of(facts.agentVersion());
      case PRINCIPAL -> List.of(facts.principal());
      case ENV -> List.of(facts.environment());
      case STATE -> List.of(state);
      case EFFECT -> row.effects().stream().map(SessionFilterRow::word).toList();
      case LABEL -> row.labels().stream().map(SessionFilterRow::word).toList();
      case TASK -> List.of(facts.task());
      case LAST -> List.of(row.lastStep());
      case KEY -> List.of(facts.keySource());
      case ID -> List.of(facts.id().value());
      default -> throw unknown(field);
    };
  }

  @Override
  public boolean hasText(Filter.Text term) {
    if (!term.field().isOfAnyStep()) {
      return FilterRow.super.hasText(term);
    }
    return term.operator() == Filter.Operator.IS_NOT
        ? !anyStep.test(new Filter.Text(term.field(), Filter.Operator.IS, term.value()))
        : anyStep.test(term);
  }

  @Override
  public double number(Field field) {
    return switch (field) {
      case RISK -> row.facts().risk();
      case PEAK -> row.maxRisk();
      case STEPS_COUNT -> row.steps();
      case DENIED -> row.denied();
      case DETECTIONS -> row.detections();
      default -> throw unknown(field);
    };
  }

  @Override
  public long time(Field field) {
    return nanos(row.lastStepAt());
  }

  @Override
  public boolean hasWords(String words) {
    return anyStep.test(new Filter.Text(Field.TEXT, Filter.Operator.CONTAINS, words));
  }

  @Override
  public boolean hasValue(String value) {
    return anyStep.test(new Filter.Text(Field.VALUE, Filter.Operator.IS, value));
  }

  @Override
  public boolean hasAnywhere(String text) {
    SessionFacts facts = row.facts();
    return Stream.of(
            facts.task(),
            facts.id().value(),
            facts.agentName(),
            facts.agentVersion(),
            facts.principal(),
            facts.environment(),
            row.lastStep())
        .map(FilterRow::counted)
        .collect(Collectors.joining(" "))
        .contains(text);
  }

  private static IllegalArgumentException unknown(Field field) {
    return new IllegalArgumentException(
        "field: got " + field.word() + " (expected: one of sessions)");
  }
}
