// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.query;

import io.holdpoint.model.query.Filter.Operator;
import java.util.List;

/** How single terms are decided. */
final class Comparisons {

  private Comparisons() {}

  static boolean text(Filter.Text term, FilterRow row) {
    return switch (term.field().type()) {
      case WORDS -> row.hasWords(term.value());
      case VALUE -> row.hasValue(term.value());
      case TEXT, LIST, NUMBER, TIME -> row.hasText(term);
    };
  }

  static boolean texts(Filter.Text term, List<String> texts) {
    boolean one =
        texts.stream()
            .map(FilterRow::counted)
            .anyMatch(
                text ->
                    term.operator() == Operator.CONTAINS
                        ? text.contains(term.value())
                        : fits(text, term.value()));
    return (term.operator() == Operator.IS_NOT) != one;
  }

  static boolean holds(Operator operator, int comparison) {
    return switch (operator) {
      case IS -> comparison == 0;
      case IS_NOT -> comparison != 0;
      case MORE -> comparison > 0;
      case AT_LEAST -> comparison >= 0;
      case LESS -> comparison < 0;
      case AT_MOST -> comparison <= 0;
      case CONTAINS ->
          throw new IllegalArgumentException("operator: got CONTAINS (expected: order)");
    };
  }

  /** A star stands for anything. */
  static boolean fits(String text, String pattern) {
    if (pattern.indexOf('*') < 0) {
      return text.equals(pattern);
    }
    String[] parts = pattern.split("\\*", -1);
    String last = parts[parts.length - 1];
    if (!text.startsWith(parts[0])) {
      return false;
    }
    int at = parts[0].length();
    for (int i = 1; i < parts.length - 1; i++) {
      int found = text.indexOf(parts[i], at);
      if (found < 0) {
        return false;
      }
      at = found + parts[i].length();
    }
    return text.length() - last.length() >= at && text.endsWith(last);
  }
}
