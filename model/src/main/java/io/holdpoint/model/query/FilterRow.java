// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.query;

import java.util.List;
import java.util.Locale;

/** A session or a step, as a filter asks it. */
public interface FilterRow {

  /** Of longer texts only so many characters count. */
  int LONGEST = 500;

  /** As much of a text as counts, in lower case. */
  static String counted(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST)).toLowerCase(Locale.ROOT);
  }

  /** The texts of a text or list field; one of a text field. */
  List<String> texts(Field field);

  /** True if a text or list field is what a term asks for. */
  default boolean hasText(Filter.Text term) {
    return Comparisons.texts(term, texts(term.field()));
  }

  /** The value of a number field. */
  double number(Field field);

  /** The value of a time field, nanoseconds since the epoch. */
  long time(Field field);

  /** True if it has the words one after another. */
  boolean hasWords(String words);

  /** True if it touched the value. */
  boolean hasValue(String value);

  /** True if a text in lower case stands in what is searched without naming a field. */
  boolean hasAnywhere(String text);

  /** True if it is what the filter asks for. */
  static boolean isOf(Filter filter, FilterRow row) {
    return switch (filter) {
      case Filter.And and -> and.parts().stream().allMatch(part -> isOf(part, row));
      case Filter.Or or -> or.parts().stream().anyMatch(part -> isOf(part, row));
      case Filter.Not not -> !isOf(not.part(), row);
      case Filter.Anywhere anywhere -> row.hasAnywhere(anywhere.text());
      case Filter.Text text -> Comparisons.text(text, row);
      case Filter.Amount amount ->
          Comparisons.holds(
              amount.operator(), Double.compare(row.number(amount.field()), amount.value()));
      case Filter.Time time ->
          Comparisons.holds(
              time.operator(), Long.compare(row.time(time.field()), time.epochNanos()));
    };
  }
}
