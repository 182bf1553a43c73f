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
 * {@code rate(measure, within, at least, by, by..., event, value)}: the latest events that count,
 * if as much as that came together, else null. The measure is {@code count} (of events), {@code
 * distinct} (values) or {@code sum} (of values). Remembers no more events than are asked for, and
 * for sums sixty slices of the time. Public because Esper creates it.
 */
public final class RateFunction implements AggregationFunctionForge {
  /** Its name in EPL. */
  public static final String NAME = "rate";

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
            new InjectionStrategyClassNewInstance(RateMemory.Maker.class));
  }
}
