// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.hold;

import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.model.json.CanonicalJson;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON merge patches (RFC 7396) on texts: what is not changed keeps its digits. Members that a
 * person was shown masked stay as they are unless the patch names them.
 */
public final class MergePatch {

  private static final int DEEPEST = 64;

  private MergePatch() {}

  /** The canonical text of {@code target} with {@code patch} applied; both are JSON objects. */
  public static String apply(String target, String patch) {
    return CanonicalJson.of(merged(member(target), member(patch), 0));
  }

  /** The texts of members that are other texts now, by what they were. */
  public static Map<String, String> changedTexts(String before, String after) {
    Map<String, String> changed = new HashMap<>();
    Map<String, RawMember> now = members(member(after));
    members(member(before))
        .forEach(
            (name, was) -> {
              RawMember is = now.get(name);
              if (is != null && !is.isObject() && !is.isArray() && !is.text().equals(was.text())) {
                changed.put(was.text(), is.text());
              }
            });
    return changed;
  }

  private static String merged(@Nullable RawMember target, RawMember patch, int depth) {
    if (!patch.isObject() || depth > DEEPEST) {
      return patch.raw();
    }
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, RawMember> before =
        target != null && target.isObject() ? members(target) : Map.of();
    before.forEach((name, value) -> texts.put(name, value.raw()));
    members(patch)
        .forEach(
            (name, value) -> {
              if (value.raw().equals("null")) {
                texts.remove(name);
              } else {
                texts.put(name, merged(before.get(name), value, depth + 1));
              }
            });
    StringBuilder out = new StringBuilder("{");
    texts.forEach(
        (name, text) ->
            out.append(out.length() > 1 ? "," : "")
                .append(Json.quote(name))
                .append(':')
                .append(text));
    return out.append('}').toString();
  }

  private static Map<String, RawMember> members(RawMember object) {
    Map<String, RawMember> members = new LinkedHashMap<>();
    ObjectReader.members(object).members().forEach(member -> members.put(member.name(), member));
    return members;
  }

  private static RawMember member(String json) {
    byte[] bytes = Json.bytes(json.strip());
    return new RawMember("", bytes, 0, bytes.length);
  }
}
