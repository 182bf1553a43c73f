// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.query;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.step.Payload;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.StepRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A step, as a filter asks it. For one thread. */
public final class StepFilterRow implements FilterRow {

  private static final double NANOS_PER_MILLI = 1e6;

  private final StepRow row;
  private final UnaryOperator<String> print;
  private @Nullable List<String> words;

  /**
   * @param print gives the keyed print of a value
   */
  public StepFilterRow(StepRow row, UnaryOperator<String> print) {
    this.row = requireNonNull(row, "row");
    this.print = requireNonNull(print, "print");
  }

  /** The words by which a step is found: of its names, its masked payloads and its reasons. */
  public static List<String> words(StepRow row) {
    List<String> words = new ArrayList<>();
    Terms.add(row.session().agentName(), words);
    Terms.add(row.session().principal(), words);
    Terms.add(row.upstream(), words);
    Terms.add(row.name(), words);
    for (Reason reason : row.reasons()) {
      Terms.add(reason.text(), words);
    }
    for (Payload payload : List.of(row.arguments(), row.result())) {
      if (!payload.isSealed()) {
        Terms.add(payload.masked(), words);
      }
    }
    return words;
  }

  @Override
  public List<String> texts(Field field) {
    SessionFacts facts = row.session();
    return switch (field) {
      case AGENT -> List.of(facts.agentName());
      case VERSION -> List.of(facts.agentVersion());
      case PRINCIPAL -> List.of(facts.principal());
      case ENV -> List.of(facts.environment());
      case SESSION -> List.of(facts.id().value());
      case EFFECT -> row.effects().stream().map(SessionFilterRow::word).toList();
      case LABEL -> row.labels().stream().map(SessionFilterRow::word).toList();
      case TOOL -> tools(row);
      case SERVER -> List.of(row.upstream());
      case KIND -> List.of(SessionFilterRow.word(row.kind()));
      case VERDICT -> List.of(row.verdict());
      case OUTCOME -> List.of(row.outcome());
      case RULE -> rules(row);
      case GRADE -> List.of(row.grade().name());
      case MODEL -> List.of(row.detail().model());
      default ->
          throw new IllegalArgumentException(
              "field: got " + field.word() + " (expected: one of steps)");
    };
  }

  /** The name, and where there is a server the name behind it. */
  private static List<String> tools(StepRow row) {
    return row.upstream().isEmpty()
        ? List.of(row.name())
        : List.of(row.name(), row.upstream() + "/" + row.name());
  }

  private static List<String> rules(StepRow row) {
    List<String> rules = new ArrayList<>();
    for (Reason reason : row.reasons()) {
      if (reason.rule() != null) {
        rules.add(reason.rule().id());
      }
    }
    return rules;
  }

  @Override
  public double number(Field field) {
    return switch (field) {
      case RISK -> row.session().risk();
      case MS -> row.durationNanos() / NANOS_PER_MILLI;
      case TOKENS -> row.detail().inputTokens() + row.detail().outputTokens();
      default ->
          throw new IllegalArgumentException(
              "field: got " + field.word() + " (expected: a number of steps)");
    };
  }

  @Override
  public long time(Field field) {
    return SessionFilterRow.nanos(row.startedAt());
  }

  @Override
  public boolean hasWords(String wanted) {
    List<String> own = words;
    if (own == null) {
      own = words(row);
      words = own;
    }
    return Terms.contain(own, wanted);
  }

  @Override
  public boolean hasValue(String value) {
    String wanted = print.apply(value);
    return row.arguments().values().contains(wanted) || row.result().values().contains(wanted);
  }

  @Override
  public boolean hasAnywhere(String text) {
    return hasWords(text);
  }
}
