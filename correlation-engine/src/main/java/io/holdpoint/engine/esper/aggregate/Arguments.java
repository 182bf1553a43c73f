// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper.aggregate;

import com.espertech.esper.common.client.hook.aggfunc.AggregationFunctionValidationContext;
import com.espertech.esper.common.internal.epl.expression.core.ExprValidationException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a function was called with: constants first, then what changes with every event. */
final class Arguments {
  private final @Nullable Object[] values;

  private Arguments(@Nullable Object[] values) {
    this.values = values;
  }

  static Arguments of(@Nullable Object entered) {
    if (entered instanceof @Nullable Object[] many) {
      return new Arguments(many);
    }
    throw new IllegalArgumentException("arguments: got one (expected: several)");
  }

  int size() {
    return values.length;
  }

  @Nullable Object value(int index) {
    return values[index];
  }

  long number(int index) {
    return values[index] instanceof Number number ? number.longValue() : 0;
  }

  boolean flag(int index) {
    return Boolean.TRUE.equals(values[index]);
  }

  /** {@code count} values as a key; equal for equal values. */
  List<Object> key(int from, int count) {
    if (count == 0) {
      return List.of();
    }
    List<Object> key = new ArrayList<>(count);
    for (int i = from; i < from + count; i++) {
      Object value = values[i];
      key.add(value == null ? "" : value);
    }
    return Collections.unmodifiableList(key);
  }

  /** Refuses what the function was not made for: windows, and constants that are none. */
  static void check(String name, AggregationFunctionValidationContext call, int constants)
      throws ExprValidationException {
    if (call.isWindowed() || call.isDistinct()) {
      throw new ExprValidationException(
          name + ": got a window or distinct (expected: a plain stream of events)");
    }
    boolean[] constant = call.getIsConstantValue();
    for (int i = 0; i < constants; i++) {
      if (i >= constant.length || !constant[i]) {
        throw new ExprValidationException(
            name + ": argument " + (i + 1) + " (expected: a constant)");
      }
    }
  }
}
