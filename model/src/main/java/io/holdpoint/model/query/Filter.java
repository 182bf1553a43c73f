// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.query;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** Which sessions or steps are asked for. */
public sealed interface Filter {

  /** Everything. */
  Filter ALL = new And(List.of());

  /** What is filtered. */
  enum Subject {
    /** Sessions. */
    SESSIONS,
    /** Steps. */
    STEPS
  }

  /** How a field is compared with a value. */
  enum Operator {
    /** The same; in texts a star stands for anything. Of several texts: one is. */
    IS,
    /** Not {@link #IS}. */
    IS_NOT,
    /** Has it within. Words: one after another. */
    CONTAINS,
    /** Greater or later. */
    MORE,
    /** Not less. */
    AT_LEAST,
    /** Smaller or earlier. */
    LESS,
    /** Not more. */
    AT_MOST
  }

  /**
   * All of them.
   *
   * @param parts none for everything
   */
  record And(List<Filter> parts) implements Filter {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /**
   * At least one of them.
   *
   * @param parts at least one
   */
  record Or(List<Filter> parts) implements Filter {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  /**
   * What it is not.
   *
   * @param part what must not be
   */
  record Not(Filter part) implements Filter {
    public Not {
      requireNonNull(part, "part");
    }
  }

  /**
   * A text without a field.
   *
   * @param text in lower case
   */
  record Anywhere(String text) implements Filter {
    public Anywhere {
      requireNonNull(text, "text");
    }
  }

  /**
   * A field that is a text, or several, or words, or a value.
   *
   * @param field which
   * @param operator is, is not or contains
   * @param value in lower case; of a value field: as it was typed
   */
  record Text(Field field, Operator operator, String value) implements Filter {
    public Text {
      requireNonNull(field, "field");
      requireNonNull(operator, "operator");
      requireNonNull(value, "value");
    }

    /** Never the value that is searched for: it may be a secret. */
    @Override
    public String toString() {
      return field.word() + " " + operator + (field == Field.VALUE ? " ..." : " " + value);
    }
  }

  /**
   * A field that is a number.
   *
   * @param field which
   * @param operator any but contains
   * @param value compared with
   */
  record Amount(Field field, Operator operator, double value) implements Filter {
    public Amount {
      requireNonNull(field, "field");
      requireNonNull(operator, "operator");
    }
  }

  /**
   * A field that is a time.
   *
   * @param field which
   * @param operator more, less and their like
   * @param epochNanos compared with
   */
  record Time(Field field, Operator operator, long epochNanos) implements Filter {
    public Time {
      requireNonNull(field, "field");
      requireNonNull(operator, "operator");
    }
  }
}
