// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.telemetry.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OpenInference: a kind on each span, what goes in and out as {@code input.value} and {@code
 * output.value}. Ids of sessions and calls often hide in JSON texts. Chains are no steps: every
 * runnable of LangChain is one.
 */
final class OpenInferenceDialect implements Dialect {

  private static final String WORD = "openinference";
  static final String KIND = "openinference.span.kind";
  static final String TOOL = "tool.name";
  static final String TOOL_ID = "tool.id";
  static final String INPUT = "input.value";
  static final String OUTPUT = "output.value";
  static final String METADATA = "metadata";
  static final String MODEL = "llm.model_name";
  static final String RESPONSE_MODEL = "llm.response.model_name";
  static final String PROVIDER = "llm.provider";
  static final String SYSTEM = "llm.system";
  static final String INPUT_TOKENS = "llm.token_count.prompt";
  static final String OUTPUT_TOKENS = "llm.token_count.completion";
  static final String CACHED_TOKENS = "llm.token_count.prompt_details.cache_read";
  static final String REASONING_TOKENS = "llm.token_count.completion_details.reasoning";
  static final String COST = "llm.cost.total";
  static final String AGENT = "agent.name";
  static final String NODE = "graph.node.id";
  static final String PARENT_NODE = "graph.node.parent_id";
  static final String TOOL_CALL_ID = "tool_call.id";
  static final String TRIGGERED = "guardrail.triggered";
  private static final String INPUT_MESSAGES = "llm.input_messages.";
  private static final String OUTPUT_MESSAGES = "llm.output_messages.";
  private static final String DOCUMENTS = "retrieval.documents.";
  private static final String RANKED = "reranker.output_documents.";

  static final List<String> KEYS =
      List.of(
          KIND,
          TOOL,
          TOOL_ID,
          INPUT,
          OUTPUT,
          METADATA,
          MODEL,
          RESPONSE_MODEL,
          PROVIDER,
          SYSTEM,
          INPUT_TOKENS,
          OUTPUT_TOKENS,
          CACHED_TOKENS,
          REASONING_TOKENS,
          COST,
          AGENT,
          NODE,
          PARENT_NODE,
          TOOL_CALL_ID,
          TRIGGERED);

  @Override
  public @Nullable Draft read(Telling telling) {
    StepKind kind = kind(telling.attributes());
    return kind == null ? null : draft(WORD, kind, telling);
  }

  static @Nullable StepKind kind(SpanAttributes of) {
    return switch (of.text(KIND)) {
      case "LLM" -> StepKind.MODEL_CALL;
      case "TOOL" -> StepKind.TOOL_CALL;
      case "AGENT" -> StepKind.HAND_OFF;
      case "RETRIEVER", "RERANKER" -> StepKind.RETRIEVAL;
      case "GUARDRAIL" -> StepKind.GUARDRAIL;
      case "PROMPT" -> StepKind.PROMPT;
      default -> null;
    };
  }

  static Draft draft(String word, StepKind kind, Telling telling) {
    SpanAttributes of = telling.attributes();
    Draft draft = new Draft(word, kind);
    String metadata = of.content(METADATA);
    draft.conversation =
        first(
            telling.text(Attributes.SESSION_ID),
            Embedded.text(metadata, "session_id"),
            Embedded.text(metadata, "thread_id"));
    draft.user = first(of.text(Keys.USER_ID), Embedded.text(metadata, "user_id"));
    draft.agent = of.firstText(AGENT, NODE);
    draft.content(of.content(INPUT), of.content(OUTPUT));
    switch (kind) {
      case MODEL_CALL -> model(draft, of);
      case TOOL_CALL -> {
        draft.name = first(of.text(TOOL), telling.name());
        draft.callId =
            first(of.firstText(TOOL_ID, TOOL_CALL_ID), Embedded.text(draft.output, "tool_call_id"));
      }
      case RETRIEVAL -> {
        draft.name = telling.name();
        String documents = of.under(DOCUMENTS, RANKED);
        draft.output = documents.isEmpty() ? draft.output : documents;
      }
      case GUARDRAIL -> {
        draft.name = first(of.text(TOOL), telling.name());
        draft.outcome = of.has(TRIGGERED) ? (of.flag(TRIGGERED) ? "deny" : "allow") : "";
      }
      case HAND_OFF -> draft.name = first(draft.agent, telling.name());
      default -> draft.name = telling.name();
    }
    return draft;
  }

  private static void model(Draft draft, SpanAttributes of) {
    draft.model = of.firstText(RESPONSE_MODEL, MODEL);
    draft.name = first(of.text(MODEL), draft.model);
    draft.provider = of.firstText(PROVIDER, SYSTEM);
    draft.inputTokens = of.firstNumber(INPUT_TOKENS);
    draft.outputTokens = of.firstNumber(OUTPUT_TOKENS);
    draft.cachedTokens = of.firstNumber(CACHED_TOKENS);
    draft.reasoningTokens = of.firstNumber(REASONING_TOKENS);
    draft.costMicros = GenAiFacts.micros(of.fraction(COST));
    draft.messages = of.highest(INPUT_MESSAGES);
    String shown = of.under(INPUT_MESSAGES);
    String answered = of.under(OUTPUT_MESSAGES);
    draft.content(
        shown.isEmpty() ? draft.input : shown, answered.isEmpty() ? draft.output : answered);
  }

  private static String first(String... texts) {
    for (String text : texts) {
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }
}
