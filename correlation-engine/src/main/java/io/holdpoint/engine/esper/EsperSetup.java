// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper;

import com.espertech.esper.common.client.configuration.Configuration;
import com.espertech.esper.common.client.configuration.common.ConfigurationCommonEventTypeBean;
import com.espertech.esper.common.client.util.AccessorStyle;
import com.espertech.esper.common.client.util.ClassForNameProvider;
import com.espertech.esper.common.client.util.ClassLoaderProvider;
import io.holdpoint.engine.esper.aggregate.RateFunction;
import io.holdpoint.engine.esper.aggregate.SequenceFunction;
import java.util.HashMap;
import java.util.Map;

/** Esper's switches: our events, no wall clock, no code from rule texts. */
final class EsperSetup {
  private EsperSetup() {}

  static Configuration configuration() {
    Configuration configuration = new Configuration();
    for (Class<?> event : AllowedClasses.EVENTS) {
      ConfigurationCommonEventTypeBean columns = new ConfigurationCommonEventTypeBean();
      columns.setAccessorStyle(AccessorStyle.PUBLIC);
      configuration.getCommon().addEventType(event.getSimpleName(), event.getName(), columns);
    }
    configuration.getCommon().getImports().clear();
    configuration.getCommon().addImport("java.lang.*");
    configuration.getCommon().addImport("com.espertech.esper.common.client.annotation.*");
    Map<String, Object> transientSettings = new HashMap<>();
    transientSettings.put(ClassForNameProvider.NAME, new AllowedClasses());
    transientSettings.put(
        ClassLoaderProvider.NAME, (ClassLoaderProvider) EsperSetup.class::getClassLoader);
    configuration.getCommon().setTransientConfiguration(transientSettings);
    configuration.getCompiler().getByteCode().setAllowInlinedClass(false);
    configuration.getCompiler().getScripts().setEnabled(false);
    configuration
        .getCompiler()
        .addPlugInAggregationFunctionForge(SequenceFunction.NAME, SequenceFunction.class.getName());
    configuration
        .getCompiler()
        .addPlugInAggregationFunctionForge(RateFunction.NAME, RateFunction.class.getName());
    configuration.getRuntime().getThreading().setInternalTimerEnabled(false);
    // Callers keep the order of a session; across sessions nobody waits for another's listeners.
    configuration.getRuntime().getThreading().setListenerDispatchPreserveOrder(false);
    configuration.getRuntime().getExceptionHandling().addClass(RethrowingHandler.class);
    return configuration;
  }
}
