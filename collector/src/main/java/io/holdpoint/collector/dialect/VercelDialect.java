// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.telemetry.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The AI SDK of Vercel: since version 7 the GenAI conventions in the scope {@code gen_ai}, before
 * and beside that keys of its own, {@code ai.*}, in the scope {@code ai}.
 */
final class VercelDialect implements Dialect {

  private static final String WORD = "vercel-ai-sdk";
  private static final String SCOPE = "gen_ai";
  private static final String OPERATION = "ai.operationId";
  private static final String TOOL = "ai.toolCall.name";
  private static final String CALL_ID = "ai.toolCall.id";
  private static final String ARGUMENTS = "ai.toolCall.args";
  private static final String RESULT = "ai.toolCall.result";
  private static final String MODEL = "ai.model.id";
  private static final String PROVIDER = "ai.model.provider";
  private static final String PROMPT = "ai.prompt.messages";
  private static final String OLDER_PROMPT = "ai.prompt";
  private static final String TEXT = "ai.response.text";
  private static final String CALLS = "ai.response.toolCalls";
  private static final String REASONING = "ai.response.reasoning";
  private static final String INPUT_TOKENS = "ai.usage.inputTokens";
  private static final String OUTPUT_TOKENS = "ai.usage.outputTokens";
  private static final String OLDER_INPUT_TOKENS = "ai.usage.promptTokens";
  private static final String OLDER_OUTPUT_TOKENS = "ai.usage.completionTokens";
  private static final String CACHED_TOKENS = "ai.usage.cachedInputTokens";
  private static final String REASONING_TOKENS = "ai.usage.reasoningTokens";
  private static final String SESSION = "ai.telemetry.metadata.sessionId";
  private static final String CONTEXT_SESSION = "ai.settings.context.sessionId";
  private static final String USER = "ai.telemetry.metadata.userId";
  private static final String FUNCTION = "ai.telemetry.functionId";

  static final List<String> KEYS =
      List.of(
          OPERATION,
          TOOL,
          CALL_ID,
          ARGUMENTS,
          RESULT,
          MODEL,
          PROVIDER,
          PROMPT,
          OLDER_PROMPT,
          TEXT,
          CALLS,
          REASONING,
          INPUT_TOKENS,
          OUTPUT_TOKENS,
          OLDER_INPUT_TOKENS,
          OLDER_OUTPUT_TOKENS,
          CACHED_TOKENS,
          REASONING_TOKENS,
          SESSION,
          CONTEXT_SESSION,
          USER,
          FUNCTION);

  @Override
  public @Nullable Draft read(Telling telling) {
    SpanAttributes of = telling.attributes();
    if (of.has(OPERATION)) {
      return legacy(telling);
    }
    if (!telling.scope().equals(SCOPE)) {
      return null;
    }
    StepKind kind = GenAiFacts.kind(of.text(Attributes.GEN_AI_OPERATION_NAME));
    if (kind == null) {
      return null;
    }
    Draft draft = GenAiFacts.draft(WORD, kind, telling);
    draft.conversation = first(draft.conversation, of.firstText(CONTEXT_SESSION, SESSION));
    return draft;
  }

  /** Of the two spans of a model call the inner one counts: it is the call to the provider. */
  private static @Nullable Draft legacy(Telling telling) {
    SpanAttributes of = telling.attributes();
    String operation = of.text(OPERATION);
    StepKind kind =
        operation.equals("ai.toolCall")
            ? StepKind.TOOL_CALL
            : operation.endsWith(".doGenerate") || operation.endsWith(".doStream")
                ? StepKind.MODEL_CALL
                : null;
    if (kind == null) {
      return null;
    }
    Draft draft = GenAiFacts.draft(WORD, kind, telling);
    if (kind == StepKind.TOOL_CALL) {
      draft.name = of.text(TOOL);
      draft.callId = of.text(CALL_ID);
      draft.content(of.content(ARGUMENTS), of.content(RESULT));
    } else {
      draft.name = of.text(MODEL);
      draft.model = first(draft.model, draft.name);
      draft.provider = first(draft.provider, of.text(PROVIDER));
      draft.content(of.firstContent(PROMPT, OLDER_PROMPT), of.firstContent(TEXT, CALLS, REASONING));
      draft.inputTokens = of.firstNumber(INPUT_TOKENS, OLDER_INPUT_TOKENS, Keys.INPUT_TOKENS);
      draft.outputTokens = of.firstNumber(OUTPUT_TOKENS, OLDER_OUTPUT_TOKENS, Keys.OUTPUT_TOKENS);
      draft.cachedTokens = of.firstNumber(CACHED_TOKENS);
      draft.reasoningTokens = of.firstNumber(REASONING_TOKENS);
    }
    draft.agent = of.text(FUNCTION);
    draft.conversation = of.text(SESSION);
    draft.user = of.text(USER);
    return draft;
  }

  private static String first(String one, String other) {
    return one.isEmpty() ? other : one;
  }
}
