// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RawObject;
import io.holdpoint.gateway.mcp.RpcMessage;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What tools say their results look like: whether they say anything, and which values their schemas
 * name, since those are no secret. Bounded; safe for use by many threads.
 */
final class Schemas {

  private static final int MOST_TOOLS = 4096;
  private static final int MOST_VALUES = 256;

  private final Map<Tool, Set<String>> named = new ConcurrentHashMap<>();

  private record Tool(String upstream, String name) {}

  void listed(String upstream, RpcMessage toolList) {
    RawMember tools = toolList.result().get("tools");
    if (tools == null || toolList.failed()) {
      return;
    }
    for (RawMember item : ObjectReader.items(tools)) {
      RawObject tool = ObjectReader.members(item);
      RawMember schema = tool.get("outputSchema");
      if (schema != null && named.size() < MOST_TOOLS) {
        Set<String> values = new HashSet<>();
        collect(schema, values);
        named.put(new Tool(upstream, tool.text("name")), Set.copyOf(values));
      }
    }
  }

  private static void collect(RawMember value, Set<String> values) {
    if (value.isObject()) {
      for (RawMember member : ObjectReader.members(value).members()) {
        if (member.name().equals("const") && member.isText()) {
          values.add(member.text());
        } else if (member.name().equals("enum")) {
          ObjectReader.items(member).stream()
              .limit(MOST_VALUES)
              .filter(RawMember::isText)
              .forEach(item -> values.add(item.text()));
        } else {
          collect(member, values);
        }
      }
    } else {
      ObjectReader.items(value).forEach(item -> collect(item, values));
    }
  }

  boolean has(String upstream, String tool) {
    return named.containsKey(new Tool(upstream, tool));
  }

  /** True if the tool's schema names this very value. */
  boolean names(String upstream, String tool, String value) {
    return named.getOrDefault(new Tool(upstream, tool), Set.of()).contains(value);
  }
}
