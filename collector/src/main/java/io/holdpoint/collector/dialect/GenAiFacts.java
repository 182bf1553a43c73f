// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.telemetry.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * What the GenAI conventions of OpenTelemetry say, under their new names and the older ones. Most
 * frameworks speak at least half of it, so most dialects begin here.
 */
final class GenAiFacts {

  private static final double MICROS = 1e6;

  private GenAiFacts() {}

  /** The kind of step of an operation, or null if it is none. */
  static @Nullable StepKind kind(String operation) {
    return switch (operation) {
      case "chat", "generate_content", "text_completion", "completion", "llm_call" ->
          StepKind.MODEL_CALL;
      case "execute_tool", "tool_call" -> StepKind.TOOL_CALL;
      case "invoke_agent", "create_agent", "agent_call", "handoff" -> StepKind.HAND_OFF;
      case "retrieval", "rerank" -> StepKind.RETRIEVAL;
      case "search_memory" -> StepKind.MEMORY_READ;
      case "create_memory",
          "update_memory",
          "upsert_memory",
          "delete_memory",
          "create_memory_store",
          "delete_memory_store" ->
          StepKind.MEMORY_WRITE;
      case "apply_guardrail", "run_guardrail", "guardrail" -> StepKind.GUARDRAIL;
      case "user_prompt" -> StepKind.USER_MESSAGE;
      default -> null;
    };
  }

  /** All that the conventions say of a step of this kind. */
  static Draft draft(String dialect, StepKind kind, Telling telling) {
    SpanAttributes of = telling.attributes();
    Draft draft = new Draft(dialect, kind);
    draft.conversation = of.text(Attributes.GEN_AI_CONVERSATION_ID);
    draft.agent = of.text(Attributes.GEN_AI_AGENT_NAME);
    draft.agentVersion = of.text(Attributes.GEN_AI_AGENT_VERSION);
    draft.user = of.firstText(Keys.END_USER, Keys.USER_ID);
    draft.callId = of.text(Attributes.GEN_AI_TOOL_CALL_ID);
    draft.model = of.firstText(Keys.RESPONSE_MODEL, Attributes.GEN_AI_REQUEST_MODEL);
    draft.provider = of.firstText(Keys.PROVIDER, Keys.SYSTEM);
    draft.inputTokens = of.firstNumber(Keys.INPUT_TOKENS, Keys.PROMPT_TOKENS);
    draft.outputTokens = of.firstNumber(Keys.OUTPUT_TOKENS, Keys.COMPLETION_TOKENS);
    draft.cachedTokens = of.firstNumber(Keys.CACHED_TOKENS, Keys.OLDER_CACHED_TOKENS);
    draft.reasoningTokens = of.firstNumber(Keys.REASONING_TOKENS, Keys.OLDER_REASONING_TOKENS);
    draft.costMicros = micros(of.fraction(Keys.COST));
    named(draft, of);
    return draft;
  }

  /** Dollars as millionths of one; nothing where it makes no sense. */
  static long micros(double dollars) {
    return dollars > 0 && dollars < 1e9 ? Math.round(dollars * MICROS) : 0;
  }

  private static void named(Draft draft, SpanAttributes of) {
    switch (draft.kind) {
      case MODEL_CALL, SAMPLING, USER_MESSAGE -> {
        draft.name = of.firstText(Attributes.GEN_AI_REQUEST_MODEL, Keys.RESPONSE_MODEL);
        draft.content(
            of.firstContent(Keys.INPUT_MESSAGES, Keys.OLDER_PROMPT),
            of.firstContent(Keys.OUTPUT_MESSAGES, Keys.OLDER_COMPLETION));
      }
      case HAND_OFF -> {
        draft.name = draft.agent;
        draft.counterpart = of.firstText(Keys.HAND_OFF_TO, Keys.HAND_OFF_TARGET);
        String from = of.firstText(Keys.HAND_OFF_FROM, Keys.HAND_OFF_SOURCE);
        draft.agent = from.isEmpty() ? draft.agent : from;
        draft.name = draft.counterpart.isEmpty() ? draft.name : draft.counterpart;
        draft.content(of.content(Keys.INPUT_MESSAGES), of.content(Keys.OUTPUT_MESSAGES));
      }
      case RETRIEVAL -> {
        draft.name = of.firstText(Keys.DATA_SOURCE, Attributes.GEN_AI_TOOL_NAME);
        draft.content(of.content(Keys.QUERY), of.content(Keys.DOCUMENTS));
      }
      case MEMORY_READ -> {
        draft.name = of.firstText(Keys.MEMORY_STORE, Attributes.GEN_AI_TOOL_NAME);
        draft.content(of.content(Keys.MEMORY_QUERY), of.content(Keys.MEMORY_RECORDS));
      }
      case MEMORY_WRITE -> {
        draft.name = of.firstText(Keys.MEMORY_STORE, Attributes.GEN_AI_TOOL_NAME);
        draft.input = of.firstContent(Keys.MEMORY_RECORDS, Keys.MEMORY_RECORD);
      }
      case GUARDRAIL -> {
        draft.name = of.text(Keys.GUARDRAIL);
        draft.outcome = of.text(Keys.GUARDRAIL_VERDICT);
      }
      case RESOURCE_READ -> draft.name = of.text(Attributes.MCP_RESOURCE_URI);
      case PROMPT -> draft.name = of.text(Attributes.GEN_AI_PROMPT_NAME);
      case TOOL_CALL, COMPLETION, ELICITATION, ROOTS, APPROVAL, LISTING, SESSION_END -> {
        draft.name = of.text(Attributes.GEN_AI_TOOL_NAME);
        draft.content(of.content(Keys.TOOL_ARGUMENTS), of.content(Keys.TOOL_RESULT));
      }
    }
  }
}
