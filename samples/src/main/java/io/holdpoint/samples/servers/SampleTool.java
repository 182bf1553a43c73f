// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.servers;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tool as a sample server offers it.
 *
 * @param name its name in the protocol
 * @param description what the agent's model is told of it
 * @param readOnly whether it leaves the world as it was
 * @param parameters its parameters, in order
 * @param body does the work and returns the text of the result
 */
record SampleTool(
    String name, String description, boolean readOnly, List<Parameter> parameters, Body body) {

  SampleTool {
    parameters = List.copyOf(parameters);
  }

  /** What a tool does when called. */
  @FunctionalInterface
  interface Body {
    String call(Arguments arguments) throws ToolFailure;
  }

  /**
   * A parameter of a tool.
   *
   * @param name its name
   * @param type {@code string} or {@code integer}
   * @param required whether it may be left out
   */
  record Parameter(String name, String type, boolean required) {

    static Parameter text(String name) {
      return new Parameter(name, "string", true);
    }

    static Parameter number(String name) {
      return new Parameter(name, "integer", true);
    }

    Parameter optional() {
      return new Parameter(name, type, false);
    }
  }

  /** The definition sent by {@code tools/list}. */
  McpSchema.Tool definition() {
    Map<String, Object> properties = new LinkedHashMap<>();
    parameters.forEach(p -> properties.put(p.name(), Map.of("type", p.type())));
    List<String> required =
        parameters.stream().filter(Parameter::required).map(Parameter::name).toList();
    return McpSchema.Tool.builder(
            name, Map.of("type", "object", "properties", properties, "required", required))
        .description(description)
        .annotations(McpSchema.ToolAnnotations.builder().readOnlyHint(readOnly).build())
        .build();
  }
}
