// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.model.json.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds the tool calls a model's answer asks for, in the forms the dialects hand it on: parts of
 * messages, OpenAI's and Anthropic's and Google's own, and names with the path in them.
 */
final class ToolRequests {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int LONGEST = 64 * 1024;
  private static final int MOST = 64;
  private static final int DEEPEST = 32;
  private static final String[] HINTS = {
    "toolcall", "tool_call", "tool-call", "tooluse", "tool_use", "functioncall", "function_call"
  };
  private static final String FLAT_HINT = "tool_calls.";
  private static final Pattern FLAT =
      Pattern.compile(
          "(?<call>.*tool_calls\\.\\d+)\\.(?:tool_call\\.)?(?:function\\.)?(?<fact>id|name|arguments)");

  private final Function<String, Digest> digests;
  private final List<ToolRequest> found = new ArrayList<>();

  private ToolRequests(Function<String, Digest> digests) {
    this.digests = digests;
  }

  /** All that an answer asks for; empty if it is no JSON or asks for nothing. */
  static List<ToolRequest> in(String answer, Function<String, Digest> digests) {
    if (answer.isEmpty() || answer.length() > LONGEST || !hints(answer)) {
      return List.of();
    }
    try {
      ToolRequests requests = new ToolRequests(digests);
      requests.walk(MAPPER.readTree(answer), 0);
      return List.copyOf(requests.found);
    } catch (JacksonException notJson) {
      return List.of();
    }
  }

  /** Most answers ask for nothing and need not be read. */
  private static boolean hints(String answer) {
    for (int i = 0; i < answer.length(); i++) {
      int c = answer.charAt(i) | 0x20; // in small letters
      if (c == 't' || c == 'f') {
        for (String hint : HINTS) {
          if (answer.regionMatches(true, i, hint, 0, hint.length())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private void walk(JsonNode node, int depth) {
    if (depth > DEEPEST || found.size() >= MOST) {
      return;
    }
    if (node.isArray()) {
      node.forEach(item -> walk(item, depth + 1));
    } else if (node.isObject() && !request(node)) {
      flat(node);
      node.forEach(member -> walk(member, depth + 1));
    }
  }

  /** True if the object is a request, which then is noted. */
  private boolean request(JsonNode node) {
    JsonNode function = node.path("function");
    if (function.isObject() && function.has("name")) {
      add(text(node, "id"), function);
      return true;
    }
    for (String member : List.of("functionCall", "function_call")) {
      if (node.path(member).isObject()) {
        add(text(node.path(member), "id"), node.path(member));
        return true;
      }
    }
    boolean typed =
        switch (text(node, "type")) {
          case "tool_call", "tool-call", "tool_use", "function_call" -> true;
          default -> node.has("toolName");
        };
    if (typed && !first(node, "name", "toolName").isEmpty()) {
      add(first(node, "id", "toolCallId", "call_id"), node);
      return true;
    }
    return false;
  }

  private void add(String id, JsonNode call) {
    JsonNode arguments = call.path("arguments");
    arguments = arguments.isMissingNode() ? call.path("args") : arguments;
    arguments = arguments.isMissingNode() ? call.path("input") : arguments;
    String text = arguments.isString() ? arguments.asString() : arguments.toString();
    found.add(
        new ToolRequest(
            id,
            first(call, "name", "toolName"),
            arguments.isMissingNode() || text.isEmpty() ? Digest.NONE : digests.apply(text)));
  }

  /** Names such as {@code 0.message.tool_calls.1.tool_call.function.name}. */
  private void flat(JsonNode node) {
    Map<String, Map<String, String>> calls = new TreeMap<>();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (!member.getKey().contains(FLAT_HINT)) {
        continue;
      }
      Matcher name = FLAT.matcher(member.getKey());
      if (member.getValue().isString() && name.matches()) {
        calls
            .computeIfAbsent(name.group("call"), call -> new TreeMap<>())
            .put(name.group("fact"), member.getValue().asString());
      }
    }
    for (Map<String, String> call : calls.values()) {
      String tool = call.getOrDefault("name", "");
      String arguments = call.getOrDefault("arguments", "");
      if (!tool.isEmpty() && found.size() < MOST) {
        found.add(
            new ToolRequest(
                call.getOrDefault("id", ""),
                tool,
                arguments.isEmpty() ? Digest.NONE : digests.apply(arguments)));
      }
    }
  }

  private static String first(JsonNode node, String... names) {
    for (String name : names) {
      String text = text(node, name);
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isString() ? value.asString() : "";
  }
}
