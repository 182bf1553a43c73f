// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.model.json.CanonicalJson;
import java.util.StringJoiner;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The text of a tool's result without what is wrapped around it. A gateway sees the result as MCP
 * has it, a framework tells of it as its model was shown it; what both have in common is the text.
 */
public final class ResultText {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int LONGEST = 64 * 1024;
  private static final int DEEPEST = 16;
  private static final String[] WRAPPERS = {"kwargs", "content", "text", "output", "result"};

  private ResultText() {}

  /**
   * What a result says.
   *
   * @param result JSON or plain text
   * @return empty if it says nothing or is too long to be looked at
   */
  public static String of(String result) {
    return result.length() > LONGEST ? "" : plain(result, 0).strip();
  }

  private static String plain(String text, int depth) {
    String trimmed = text.strip();
    boolean maybeJson =
        depth < DEEPEST
            && !trimmed.isEmpty()
            && (trimmed.charAt(0) == '{' || trimmed.charAt(0) == '[' || trimmed.charAt(0) == '"');
    if (!maybeJson) {
      return text;
    }
    try {
      return plain(MAPPER.readTree(trimmed), depth + 1);
    } catch (JacksonException notJson) {
      return text;
    }
  }

  private static String plain(JsonNode node, int depth) {
    if (node.isString()) {
      return plain(node.asString(), depth + 1);
    }
    if (node.isNull() || node.isMissingNode()) {
      return "";
    }
    if (node.isArray()) {
      StringJoiner parts = new StringJoiner("\n");
      node.forEach(part -> parts.add(depth < DEEPEST ? plain(part, depth + 1) : part.toString()));
      return parts.toString();
    }
    if (node.isObject() && depth < DEEPEST) {
      for (String wrapper : WRAPPERS) {
        if (node.has(wrapper)) {
          return plain(node.path(wrapper), depth + 1);
        }
      }
    }
    return CanonicalJson.of(node.toString());
  }
}
