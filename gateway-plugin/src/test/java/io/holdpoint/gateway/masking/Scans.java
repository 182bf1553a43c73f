// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Scans for tests. */
final class Scans {

  private Scans() {}

  static List<Finding> json(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    List<Finding> found = new ArrayList<>();
    new JsonScan().scan(bytes, 0, bytes.length, Extras.NONE, false, found);
    return found;
  }

  static List<EntityType> types(String json) {
    return json(json).stream().map(Finding::type).toList();
  }

  static String quoted(String text) {
    return io.holdpoint.gateway.mcp.Json.quote(text);
  }
}
