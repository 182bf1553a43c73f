// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper.aggregate;

import com.espertech.esper.common.client.hook.aggfunc.AggregationFunction;
import com.espertech.esper.common.client.hook.aggfunc.AggregationFunctionFactory;
import com.espertech.esper.common.client.hook.aggfunc.AggregationFunctionFactoryContext;
import org.jspecify.annotations.Nullable;

/** What {@link RateFunction} remembers of one group. Public because compiled rules make it. */
public final class RateMemory implements AggregationFunction {
  private static final int MEASURE = 0;
  private static final int WITHIN = 1;
  private static final int AT_LEAST = 2;
  private static final int BY = 3;
  private static final int KEY = 4;

  private @Nullable Keyed<Tally> tallies;
  private Object @Nullable [] reached;

  /** Makes one for each group. Public because compiled rules make it. */
  public static final class Maker implements AggregationFunctionFactory {
    @Override
    public AggregationFunction newAggregator(AggregationFunctionFactoryContext context) {
      return new RateMemory();
    }
  }

  @Override
  public void enter(@Nullable Object value) {
    Arguments row = Arguments.of(value);
    long within = row.number(WITHIN);
    long atLeast = row.number(AT_LEAST);
    if (tallies == null) {
      String measure = String.valueOf(row.value(MEASURE));
      tallies = new Keyed<>(() -> Tally.of(measure, within, atLeast));
    }
    int by = (int) row.number(BY);
    Tally own = tallies.of(row.key(KEY, by));
    Object event = row.value(KEY + by);
    reached = event == null ? null : own.add(event, row.value(KEY + by + 1));
  }

  @Override
  public void leave(@Nullable Object value) {
    throw new IllegalStateException("rate: got an event that leaves (expected: no window)");
  }

  @Override
  public @Nullable Object getValue() {
    return reached;
  }

  @Override
  public void clear() {
    tallies = null;
    reached = null;
  }
}
