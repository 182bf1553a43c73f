// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.catalogue.ListedTool;
import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RawObject;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.model.json.CanonicalJson;
import io.holdpoint.model.json.Hashes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What each upstream last said of its tools. Bounded; safe for use by many threads. */
public final class ToolListings {

  private static final int MOST_TOOLS = 4096;

  private final Map<String, Map<String, ListedTool>> byUpstream = new ConcurrentHashMap<>();

  /** What an upstream last listed of a tool, or null. */
  public @Nullable ListedTool find(String upstream, String tool) {
    Map<String, ListedTool> tools = byUpstream.get(upstream);
    return tools == null ? null : tools.get(tool);
  }

  /** Takes in an answer that lists tools; anything else is passed over. */
  public void remember(String upstream, RpcMessage answer) {
    RawMember list = answer.result().get("tools");
    if (list == null || answer.failed()) {
      return;
    }
    Map<String, ListedTool> tools =
        byUpstream.computeIfAbsent(upstream, u -> new ConcurrentHashMap<>());
    for (RawMember item : ObjectReader.items(list)) {
      RawObject definition = ObjectReader.members(item);
      String name = definition.text("name");
      if (!name.isEmpty() && (tools.containsKey(name) || tools.size() < MOST_TOOLS)) {
        tools.put(name, listed(name, item, definition));
      }
    }
  }

  private static ListedTool listed(String name, RawMember item, RawObject definition) {
    RawMember annotations = definition.get("annotations");
    RawObject hints = annotations == null ? RawObject.NONE : ObjectReader.members(annotations);
    return new ListedTool(
        name,
        Hashes.sha256Hex(64, CanonicalJson.of(item.raw())),
        hint(hints, "readOnlyHint", false),
        hint(hints, "destructiveHint", true),
        hint(hints, "openWorldHint", true));
  }

  private static boolean hint(RawObject hints, String name, boolean absent) {
    RawMember hint = hints.get(name);
    return hint == null ? absent : hint.isTrue();
  }
}
