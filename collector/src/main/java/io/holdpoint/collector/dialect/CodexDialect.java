// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.telemetry.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Codex CLI, which tells its steps as log events {@code codex.*} with full content. */
final class CodexDialect implements Dialect {

  private static final String WORD = "codex-cli";
  private static final String PREFIX = "codex.";
  private static final String CONVERSATION = "conversation.id";
  private static final String TOOL = "tool_name";
  private static final String CALL_ID = "call_id";
  private static final String ARGUMENTS = "arguments";
  private static final String OUTPUT = "output";
  private static final String SERVER = "mcp_server";
  private static final String CACHED = "cached_token_count";
  private static final String REASONING = "reasoning_token_count";
  private static final String INPUT_COUNT = "input_token_count";
  private static final String OUTPUT_COUNT = "output_token_count";
  private static final String USER = "user.account_id";

  static final List<String> KEYS =
      List.of(
          CONVERSATION,
          CALL_ID,
          ARGUMENTS,
          OUTPUT,
          SERVER,
          CACHED,
          REASONING,
          INPUT_COUNT,
          OUTPUT_COUNT,
          USER);

  @Override
  public @Nullable Draft read(Telling telling) {
    if (!telling.name().startsWith(PREFIX)) {
      return null;
    }
    SpanAttributes of = telling.attributes();
    Draft draft = draft(telling.name().substring(PREFIX.length()), of);
    if (draft == null) {
      return null;
    }
    draft.conversation = of.firstText(CONVERSATION, Attributes.GEN_AI_CONVERSATION_ID);
    draft.user = of.text(USER);
    draft.model = draft.model.isEmpty() ? of.text("model") : draft.model;
    return draft;
  }

  private static @Nullable Draft draft(String event, SpanAttributes of) {
    return switch (event) {
      case "user_prompt" ->
          new Draft(WORD, StepKind.USER_MESSAGE).content(of.content("prompt"), "");
      case "sse_event" -> model(of);
      case "tool_decision" -> {
        Draft draft = new Draft(WORD, StepKind.APPROVAL).named(of.text(TOOL));
        draft.callId = of.text(CALL_ID);
        draft.outcome = of.text("decision");
        draft.counterpart = of.text("source");
        yield draft;
      }
      case "tool_result" -> {
        Draft draft = new Draft(WORD, StepKind.TOOL_CALL).named(of.text(TOOL));
        draft.callId = of.text(CALL_ID);
        draft.upstream = of.text(SERVER);
        draft.content(of.content(ARGUMENTS), of.content(OUTPUT));
        if (of.has("success")) {
          draft.outcome = of.flag("success") ? Draft.SUCCEEDED : Draft.FAILED;
        }
        yield draft;
      }
      default -> null;
    };
  }

  /** Of the events of an answer only the last one has tokens; requests are told of apart. */
  private static @Nullable Draft model(SpanAttributes of) {
    if (!of.has(INPUT_COUNT) && !of.has(OUTPUT_COUNT)) {
      return null;
    }
    Draft draft = new Draft(WORD, StepKind.MODEL_CALL).named(of.text("model"));
    draft.inputTokens = of.firstNumber(INPUT_COUNT);
    draft.outputTokens = of.firstNumber(OUTPUT_COUNT);
    draft.cachedTokens = of.firstNumber(CACHED);
    draft.reasoningTokens = of.firstNumber(REASONING);
    draft.provider = "openai";
    return draft;
  }
}
