// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.telemetry.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Google's Agent Development Kit in Java and Python: scope {@code gcp.vertex.agent}, arguments and
 * results under keys of its own. Java spells the tool call's id with an underscore.
 */
final class AdkDialect implements Dialect {

  private static final String WORD = "google-adk";
  private static final String SCOPE = "gcp.vertex.agent";
  private static final String SESSION = "gcp.vertex.agent.session_id";
  private static final String ARGUMENTS = "gcp.vertex.agent.tool_call_args";
  private static final String RESULT = "gcp.vertex.agent.tool_response";
  private static final String REQUEST = "gcp.vertex.agent.llm_request";
  private static final String RESPONSE = "gcp.vertex.agent.llm_response";
  private static final String INVOCATION = "gcp.vertex.agent.invocation_id";
  private static final String HAND_OVER = "transfer_to_agent";

  static final List<String> KEYS =
      List.of(SESSION, ARGUMENTS, RESULT, REQUEST, RESPONSE, INVOCATION);

  @Override
  public @Nullable Draft read(Telling telling) {
    SpanAttributes of = telling.attributes();
    if (!telling.scope().equals(SCOPE) && !of.has(INVOCATION) && !of.has(ARGUMENTS)) {
      return null;
    }
    StepKind kind = kind(telling);
    if (kind == null) {
      return null;
    }
    Draft draft = GenAiFacts.draft(WORD, kind, telling);
    draft.conversation = of.firstText(Attributes.GEN_AI_CONVERSATION_ID, SESSION);
    switch (kind) {
      case TOOL_CALL -> {
        draft.name = of.text(Attributes.GEN_AI_TOOL_NAME);
        draft.content(
            of.firstContent(ARGUMENTS, Keys.TOOL_ARGUMENTS),
            of.firstContent(RESULT, Keys.TOOL_RESULT));
      }
      case MODEL_CALL ->
          draft.content(
              of.firstContent(REQUEST, Keys.INPUT_MESSAGES),
              of.firstContent(RESPONSE, Keys.OUTPUT_MESSAGES));
      case HAND_OFF -> {
        if (of.text(Attributes.GEN_AI_TOOL_NAME).equals(HAND_OVER)) {
          draft.input = of.firstContent(ARGUMENTS, Keys.TOOL_ARGUMENTS);
          draft.counterpart = Embedded.text(draft.input, "agent_name");
          draft.name = draft.counterpart;
        }
      }
      default -> {}
    }
    return draft;
  }

  private static @Nullable StepKind kind(Telling telling) {
    SpanAttributes of = telling.attributes();
    if (of.text(Attributes.GEN_AI_TOOL_NAME).equals(HAND_OVER)) {
      return StepKind.HAND_OFF;
    }
    String name = telling.name();
    if (name.startsWith("call_llm")) {
      return StepKind.MODEL_CALL;
    }
    if (name.startsWith("execute_tool") || name.startsWith("tool_call")) {
      return StepKind.TOOL_CALL;
    }
    return GenAiFacts.kind(of.text(Attributes.GEN_AI_OPERATION_NAME));
  }
}
