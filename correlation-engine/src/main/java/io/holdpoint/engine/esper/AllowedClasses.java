// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper;

import com.espertech.esper.common.client.util.ClassForNameProvider;
import io.holdpoint.engine.esper.aggregate.RateFunction;
import io.holdpoint.engine.esper.aggregate.SequenceFunction;
import io.holdpoint.engine.event.Approval;
import io.holdpoint.engine.event.Contained;
import io.holdpoint.engine.event.Detected;
import io.holdpoint.engine.event.Refused;
import io.holdpoint.engine.event.StepEvent;
import io.holdpoint.engine.event.Telemetry;
import io.holdpoint.engine.event.ToolCall;
import io.holdpoint.engine.event.ToolResult;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The classes a rule may name: values, mathematics, our events, Esper's harmless annotations. */
final class AllowedClasses implements ClassForNameProvider {
  static final List<Class<?>> EVENTS =
      List.of(
          ToolCall.class,
          ToolResult.class,
          Telemetry.class,
          Refused.class,
          Detected.class,
          Contained.class,
          Approval.class);

  private static final Map<String, Class<?>> ALLOWED =
      Stream.concat(
              EVENTS.stream(),
              Stream.of(
                  StepEvent.class,
                  SequenceFunction.class,
                  RateFunction.class,
                  Boolean.class,
                  Double.class,
                  Integer.class,
                  Long.class,
                  Math.class,
                  Object.class,
                  String.class,
                  com.espertech.esper.common.client.annotation.Description.class,
                  com.espertech.esper.common.client.annotation.Hint.class,
                  com.espertech.esper.common.client.annotation.Name.class,
                  com.espertech.esper.common.client.annotation.Tag.class))
          .collect(Collectors.toMap(Class::getName, Function.identity()));

  @Override
  public Class<?> classForName(String className) throws ClassNotFoundException {
    Class<?> allowed = ALLOWED.get(className);
    if (allowed == null) {
      throw new ClassNotFoundException(className + ": not available to rules");
    }
    return allowed;
  }
}
