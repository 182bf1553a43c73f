// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper.aggregate;

import com.espertech.esper.common.client.hook.aggfunc.AggregationFunctionForge;
import com.espertech.esper.common.client.hook.aggfunc.AggregationFunctionMode;
import com.espertech.esper.common.client.hook.aggfunc.AggregationFunctionModeMultiParam;
import com.espertech.esper.common.client.hook.aggfunc.AggregationFunctionValidationContext;
import com.espertech.esper.common.client.hook.forgeinject.InjectionStrategyClassNewInstance;
import com.espertech.esper.common.client.type.EPTypeClass;
import com.espertech.esper.common.internal.epl.expression.core.ExprValidationException;

/**
 * {@code sequence(within, inAnyOrder, steps, by, by..., step 1, ..., step n, unless)}: the events
 * of a chain of steps, if the event at hand is its last one, else null. Of the last arguments
 * exactly one is the event at hand, the others are null. Remembers at most n chains of n events for
 * each key. Public because Esper creates it.
 */
public final class SequenceFunction implements AggregationFunctionForge {
  /** Its name in EPL. */
  public static final String NAME = "sequence";

  private static final int CONSTANTS = 4;

  @Override
  public void validate(AggregationFunctionValidationContext call) throws ExprValidationException {
    Arguments.check(NAME, call, CONSTANTS);
  }

  @Override
  public EPTypeClass getValueType() {
    return new EPTypeClass(Object[].class);
  }

  @Override
  public AggregationFunctionMode getAggregationFunctionMode() {
    return new AggregationFunctionModeMultiParam()
        .setInjectionStrategyAggregationFunctionFactory(
            new InjectionStrategyClassNewInstance(SequenceMemory.Maker.class));
  }
}
