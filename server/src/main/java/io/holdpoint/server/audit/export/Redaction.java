// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.export;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record's JSON without what opens something or belongs to the journal alone: session keys and
 * handles as received, sealed calls, and the texts of rule and policy files, of which the digest
 * stays. Payloads are masked in the journal already.
 */
final class Redaction {

  private static final JsonMapper JSON = JsonMapper.shared();

  private static final Set<String> FILES = Set.of("rule-activated", "policy-activated");

  private Redaction() {}

  static ObjectNode of(byte[] bytes, int length) {
    ObjectNode tree = (ObjectNode) JSON.readTree(bytes, 0, length);
    for (String kind : tree.propertyNames()) {
      JsonNode body = tree.path(kind);
      if (FILES.contains(kind)) {
        remove(body, "text");
      }
      if (kind.equals("declared")) {
        remove(body, "handle");
        remove(body.path("by"), "parent");
      }
      clean(body);
    }
    return tree;
  }

  private static void clean(JsonNode node) {
    remove(node, "envelope");
    remove(node.path("session").path("key"), "value");
    for (JsonNode below : node) {
      if (below.isContainer()) {
        clean(below);
      }
    }
  }

  private static void remove(JsonNode node, String name) {
    if (node instanceof ObjectNode object) {
      object.remove(name);
    }
  }
}
