// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.model.query.Field;
import io.holdpoint.model.query.Filter;
import io.holdpoint.model.query.Filter.Operator;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A filter of sessions as a condition on their narrow rows {@code i}. It holds for every session
 * that is asked for, and perhaps for some that are not, where the database cannot know: whoever
 * reads the rows decides. Values are parameters, never part of the text.
 */
final class SessionConditions {

  private static final String ANY = "TRUE";
  private static final String NONE = "FALSE";
  private static final int LONGEST_LIST = 500;
  private static final List<String> ANYWHERE =
      List.of(
          "i.task",
          "LOWER(i.id)",
          "i.agent",
          "i.version",
          "i.principal",
          "i.environment",
          "i.last_step");

  /** Sessions that have a step a term asks for. */
  @FunctionalInterface
  interface ByStep {
    TermSessions sessions(Filter.Text term);
  }

  private final Database database;
  private final ByStep byStep;
  private final String text;
  private final List<Object> values = new ArrayList<>();

  SessionConditions(Filter filter, Database database, ByStep byStep) {
    this.database = database;
    this.byStep = byStep;
    this.text = of(filter, true);
  }

  /** The condition. */
  String text() {
    return text;
  }

  /** Binds its parameters from number {@code from} on and returns the number after the last. */
  int bind(PreparedStatement statement, int from) throws SQLException {
    int at = from;
    for (Object value : values) {
      statement.setObject(at++, value);
    }
    return at;
  }

  /** What must hold if the filter is to be {@code wanted}. */
  private String of(Filter filter, boolean wanted) {
    return switch (filter) {
      case Filter.And and -> all(and.parts(), wanted, wanted);
      case Filter.Or or -> all(or.parts(), !wanted, wanted);
      case Filter.Not not -> of(not.part(), !wanted);
      case Filter.Anywhere anywhere -> anywhere(anywhere.text(), wanted);
      case Filter.Text term -> text(term, wanted);
      case Filter.Amount amount ->
          compared(column(amount.field()), amount.operator(), amount.value(), wanted);
      case Filter.Time time -> compared("i.last_at", time.operator(), time.epochNanos(), wanted);
    };
  }

  private String all(List<Filter> parts, boolean every, boolean wanted) {
    if (parts.isEmpty()) {
      return every ? ANY : NONE;
    }
    return parts.stream()
        .map(part -> of(part, wanted))
        .collect(Collectors.joining(every ? " AND " : " OR ", "(", ")"));
  }

  private String anywhere(String wantedText, boolean wanted) {
    if (wantedText.indexOf(' ') >= 0) {
      return ANY; // may begin in one text and end in the next
    }
    String any =
        ANYWHERE.stream()
            .map(column -> like(column, "%" + escaped(wantedText) + "%"))
            .collect(Collectors.joining(" OR ", "(", ")"));
    return wanted ? any : "NOT " + any;
  }

  private String text(Filter.Text term, boolean wanted) {
    boolean is = (term.operator() != Operator.IS_NOT) == wanted;
    if (term.field().isOfAnyStep()) {
      return byStep(term, is);
    }
    return switch (term.field()) {
      case STATE -> ANY; // known to whoever reads the rows
      case EFFECT -> list("i.effects", term, is);
      case LABEL -> list("i.labels", term, is);
      default -> not(is, text(column(term.field()), term));
    };
  }

  private String text(String column, Filter.Text term) {
    if (term.operator() == Operator.CONTAINS) {
      return like(column, "%" + escaped(term.value()) + "%");
    }
    if (term.value().indexOf('*') >= 0) {
      return like(column, escaped(term.value()).replace('*', '%'));
    }
    values.add(database.stored(term.value()));
    return column + " = ?";
  }

  /** Words of a list stand between commas; a pattern may reach over them. */
  private String list(String column, Filter.Text term, boolean is) {
    boolean within = term.operator() == Operator.CONTAINS;
    boolean pattern = !within && term.value().indexOf('*') >= 0;
    if (pattern && !is) {
      return ANY;
    }
    if (term.value().indexOf(',') >= 0 || (within && term.value().isEmpty())) {
      return within && term.value().isEmpty() ? ANY : not(is, NONE);
    }
    String value = escaped(term.value());
    return not(
        is, like(column, within ? "%" + value + "%" : "%," + value.replace('*', '%') + ",%"));
  }

  private String byStep(Filter.Text term, boolean is) {
    TermSessions found =
        byStep.sessions(
            term.operator() == Operator.IS_NOT
                ? new Filter.Text(term.field(), Operator.IS, term.value())
                : term);
    BitSet sessions = found.sessions();
    if (sessions.isEmpty()) {
      return not(is, NONE);
    }
    if (sessions.cardinality() > LONGEST_LIST || (!is && !found.isExact())) {
      return ANY;
    }
    sessions.stream().forEach(no -> values.add((long) no));
    return not(
        is,
        "i.no IN ("
            + sessions.stream().mapToObj(no -> "?").collect(Collectors.joining(", "))
            + ")");
  }

  private String compared(String column, Operator operator, Object value, boolean wanted) {
    values.add(value);
    String sign =
        switch (operator) {
          case IS -> "=";
          case IS_NOT -> "<>";
          case MORE -> ">";
          case AT_LEAST -> ">=";
          case LESS -> "<";
          case AT_MOST -> "<=";
          case CONTAINS ->
              throw new IllegalArgumentException("operator: got CONTAINS (expected: an order)");
        };
    return not(wanted, column + " " + sign + " ?");
  }

  private static String column(Field field) {
    return switch (field) {
      case AGENT -> "i.agent";
      case VERSION -> "i.version";
      case PRINCIPAL -> "i.principal";
      case ENV -> "i.environment";
      case TASK -> "i.task";
      case LAST -> "i.last_step";
      case KEY -> "i.key_source";
      case ID -> "LOWER(i.id)";
      case RISK -> "i.risk";
      case PEAK -> "i.peak";
      case STEPS_COUNT -> "i.steps";
      case DENIED -> "i.denied";
      case DETECTIONS ->
          "(SELECT COUNT(*) FROM detection d WHERE d.tenant = i.tenant AND d.session = i.id)";
      default ->
          throw new IllegalArgumentException(
              "field: got " + field.word() + " (expected: one of sessions)");
    };
  }

  private String like(String column, String pattern) {
    values.add(database.stored(pattern));
    return column + " LIKE ? ESCAPE '!'";
  }

  private static String not(boolean is, String condition) {
    return is ? condition : "NOT (" + condition + ")";
  }

  private static String escaped(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }
}
