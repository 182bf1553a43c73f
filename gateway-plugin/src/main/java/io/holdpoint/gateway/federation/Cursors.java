// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where each upstream's list goes on, as one opaque text. */
final class Cursors {

  private Cursors() {}

  /** By upstream, its own cursor; empty if no list goes on. */
  static String encode(Map<String, String> next) {
    if (next.isEmpty()) {
      return "";
    }
    StringBuilder json = new StringBuilder("{");
    next.forEach(
        (upstream, cursor) ->
            json.append(json.length() > 1 ? "," : "")
                .append(Json.quote(upstream))
                .append(':')
                .append(Json.quote(cursor)));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Json.bytes(json.append('}') + ""));
  }

  /** What {@link #encode} wrote, or null if it did not write this. */
  static @Nullable Map<String, String> decode(String cursor) {
    byte[] json;
    try {
      json = Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException notOurs) {
      return null;
    }
    Map<String, String> next = new LinkedHashMap<>();
    if (json.length > 0) {
      for (RawMember member :
          ObjectReader.members(new RawMember("", json, 0, json.length)).members()) {
        next.put(member.name(), member.text());
      }
    }
    return next.isEmpty() ? null : next;
  }
}
