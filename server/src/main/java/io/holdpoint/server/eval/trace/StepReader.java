// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads the steps of one session, and joins results with their calls. For one session. */
final class StepReader {

  private final JsonMapper json;
  private final String upstream;
  private final List<RecordedStep> steps = new ArrayList<>();
  private final Map<String, Integer> openByCall = new HashMap<>();
  private final Map<String, Queue<Integer>> openByTool = new HashMap<>();

  /**
   * @param upstream the server of tools that name none
   */
  StepReader(JsonMapper json, String upstream) {
    this.json = json;
    this.upstream = upstream;
  }

  List<RecordedStep> steps() {
    return steps;
  }

  /** Takes in the next step. A result without a call never passed a gateway: it is left out. */
  void add(JsonNode step) {
    int number = step.path("step").asInt(steps.size());
    switch (step.path("kind").asString("")) {
      case "user_message" -> steps.add(new RecordedStep.UserSaid(number, text(step, "text")));
      case "llm" -> steps.add(new RecordedStep.ModelSaid(number, text(step, "text")));
      case "agent_handoff" ->
          steps.add(new RecordedStep.HandedOff(number, text(step, "to"), text(step, "text")));
      case "tool_call" -> call(number, step);
      case "tool_result" -> result(number, step);
      default ->
          throw new IllegalArgumentException(
              "kind of step "
                  + number
                  + ": got \""
                  + text(step, "kind")
                  + "\" (expected:"
                  + " user_message, llm, agent_handoff, tool_call or tool_result)");
    }
  }

  private void call(int number, JsonNode step) {
    String tool = text(step, "tool");
    String id = text(step, "call");
    if (id.isEmpty()) {
      openByTool.computeIfAbsent(tool, t -> new ArrayDeque<>()).add(number);
    } else {
      openByCall.put(id, number);
    }
    int slash = tool.indexOf('/');
    boolean named = slash > 0 && slash < tool.length() - 1;
    JsonNode arguments = step.path("args");
    steps.add(
        new RecordedStep.Called(
            number,
            named ? tool.substring(0, slash) : upstream,
            named ? tool.substring(slash + 1) : tool,
            arguments.isObject() ? json.writeValueAsString(arguments) : "{}"));
  }

  private void result(int number, JsonNode step) {
    Integer call = callOf(step);
    if (call == null) {
      return;
    }
    boolean failed = step.path("error").isString();
    String text = failed ? text(step, "error") : text(step, "result");
    ObjectNode result = json.createObjectNode();
    result.putArray("content").addObject().put("type", "text").put("text", McpText.of(text));
    if (failed) {
      result.put("isError", true);
    }
    steps.add(new RecordedStep.Returned(number, call, failed, json.writeValueAsString(result)));
  }

  private @Nullable Integer callOf(JsonNode step) {
    String id = text(step, "call");
    if (!id.isEmpty()) {
      return openByCall.remove(id);
    }
    Queue<Integer> open = openByTool.get(text(step, "tool"));
    return open == null ? null : open.poll();
  }

  private static String text(JsonNode node, String name) {
    JsonNode member = node.path(name);
    return member.isString() ? member.asString() : "";
  }
}
