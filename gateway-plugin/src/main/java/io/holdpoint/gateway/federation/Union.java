// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RawObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts together what several servers declare. */
final class Union {

  private Union() {}

  /**
   * The union of JSON objects: of objects within, again the union; true if one says true; else what
   * the first says.
   *
   * @param objects JSON texts
   */
  static String of(List<String> objects) {
    List<RawMember> values = new ArrayList<>();
    for (String text : objects) {
      byte[] bytes = Json.bytes(text);
      values.add(new RawMember("", bytes, 0, bytes.length));
    }
    return objects(values);
  }

  private static String objects(List<RawMember> objects) {
    Map<String, List<RawMember>> byName = new LinkedHashMap<>();
    for (RawMember object : objects) {
      RawObject members = ObjectReader.members(object);
      for (RawMember member : members.members()) {
        byName.computeIfAbsent(member.name(), n -> new ArrayList<>()).add(member);
      }
    }
    StringBuilder out = new StringBuilder("{");
    byName.forEach(
        (name, values) ->
            out.append(out.length() > 1 ? "," : "")
                .append(Json.quote(name))
                .append(':')
                .append(values(values)));
    return out.append('}').toString();
  }

  private static String values(List<RawMember> values) {
    if (values.stream().allMatch(RawMember::isObject)) {
      return objects(values);
    }
    return values.stream().filter(RawMember::isTrue).findFirst().orElse(values.getFirst()).raw();
  }
}
