// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.link;

import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import java.util.HashMap;
import java.util.Map;

/**
 * What happens to the calls of each tool while nobody can judge them.
 *
 * @param byTool by the tool's name; a tool that is not in it is held
 */
public record AwayModes(Map<String, AwayMode> byTool) {

  /** Nothing is known of any tool. */
  public static final AwayModes UNKNOWN = new AwayModes(Map.of());

  public AwayModes {
    byTool = Map.copyOf(byTool);
  }

  /** The mode of a tool. */
  public AwayMode of(String tool) {
    return byTool.getOrDefault(tool, AwayMode.HELD);
  }

  /** As JSON. */
  public byte[] toBytes() {
    StringBuilder out = new StringBuilder("{");
    byTool.forEach(
        (tool, mode) ->
            out.append(out.length() > 1 ? "," : "")
                .append(Json.quote(tool))
                .append(":\"")
                .append(mode.word())
                .append('"'));
    return Json.bytes(out.append('}').toString());
  }

  /** Reads them. */
  public static AwayModes of(byte[] json) {
    Map<String, AwayMode> modes = new HashMap<>();
    for (RawMember member :
        ObjectReader.members(new RawMember("", json, 0, json.length)).members()) {
      modes.put(member.name(), AwayMode.of(member.text()));
    }
    return new AwayModes(modes);
  }
}
