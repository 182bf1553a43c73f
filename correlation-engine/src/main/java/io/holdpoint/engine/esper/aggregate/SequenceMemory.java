// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper.aggregate;

import com.espertech.esper.common.client.hook.aggfunc.AggregationFunction;
import com.espertech.esper.common.client.hook.aggfunc.AggregationFunctionFactory;
import com.espertech.esper.common.client.hook.aggfunc.AggregationFunctionFactoryContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link SequenceFunction} remembers of one group. Public because compiled rules make it. */
public final class SequenceMemory implements AggregationFunction {
  private static final int WITHIN = 0;
  private static final int ANY_ORDER = 1;
  private static final int STEPS = 2;
  private static final int BY = 3;
  private static final int KEY = 4;

  private @Nullable Keyed<Chains> chains;

  /** The last event that had nothing to undo: in most groups nothing ever begins. */
  private @Nullable Object undone;

  private Object @Nullable [] complete;

  /** Makes one for each group. Public because compiled rules make it. */
  public static final class Maker implements AggregationFunctionFactory {
    @Override
    public AggregationFunction newAggregator(AggregationFunctionFactoryContext context) {
      return new SequenceMemory();
    }
  }

  @Override
  public void enter(@Nullable Object value) {
    Arguments row = Arguments.of(value);
    int steps = (int) row.number(STEPS);
    int by = (int) row.number(BY);
    if (chains == null && by == 0 && isOnlyUndone(row, steps)) {
      undone = row.value(KEY + steps);
      return;
    }
    Chains own = chains(steps).of(row.key(KEY, by));
    complete = null;
    int first = KEY + by;
    for (int i = first; i < row.size(); i++) {
      Object event = row.value(i);
      if (event != null) {
        reached(own, event, i - first, steps, row);
        return;
      }
    }
  }

  private Keyed<Chains> chains(int steps) {
    Keyed<Chains> known = chains;
    if (known != null) {
      return known;
    }
    Keyed<Chains> made = new Keyed<>(() -> new Chains(steps));
    chains = made;
    if (undone != null) {
      made.of(List.of()).undo(undone);
      undone = null;
    }
    return made;
  }

  /** True if the event is none of the steps, but what makes those before it count no more. */
  private static boolean isOnlyUndone(Arguments row, int steps) {
    for (int i = KEY; i < KEY + steps; i++) {
      if (row.value(i) != null) {
        return false;
      }
    }
    return true;
  }

  private void reached(Chains own, Object event, int index, int steps, Arguments row) {
    if (index == steps) {
      own.undo(event);
    } else if (row.flag(ANY_ORDER)) {
      complete = own.unordered(event, index, row.number(WITHIN));
    } else {
      complete = own.ordered(event, index, row.number(WITHIN));
    }
  }

  @Override
  public void leave(@Nullable Object value) {
    throw new IllegalStateException("sequence: got an event that leaves (expected: no window)");
  }

  @Override
  public @Nullable Object getValue() {
    return complete;
  }

  @Override
  public void clear() {
    chains = null;
    undone = null;
    complete = null;
  }
}
