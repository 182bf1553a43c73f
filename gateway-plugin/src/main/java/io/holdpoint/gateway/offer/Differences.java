// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.offer;

import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** In which members two definitions differ. */
final class Differences {

  private Differences() {}

  /** Names of members, sorted; none if one of the two texts is not kept. */
  static List<String> between(String before, String after) {
    if (before.isEmpty() || after.isEmpty()) {
      return List.of();
    }
    Map<String, String> old = members(before);
    Map<String, String> now = members(after);
    Set<String> names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    names.removeIf(name -> old.getOrDefault(name, "").equals(now.getOrDefault(name, "")));
    return List.copyOf(names);
  }

  private static Map<String, String> members(String json) {
    Map<String, String> members = new TreeMap<>();
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    for (RawMember member :
        ObjectReader.members(new RawMember("", bytes, 0, bytes.length)).members()) {
      members.put(member.name(), member.raw());
    }
    return members;
  }
}
