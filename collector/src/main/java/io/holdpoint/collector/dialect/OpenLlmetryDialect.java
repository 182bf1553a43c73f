// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.telemetry.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OpenLLMetry: workflows, agents and tools as {@code traceloop.*}, model calls by the GenAI
 * conventions, older packages with a key for each message.
 */
final class OpenLlmetryDialect implements Dialect {

  private static final String WORD = "openllmetry";
  private static final String KIND = "traceloop.span.kind";
  private static final String NAME = "traceloop.entity.name";
  private static final String INPUT = "traceloop.entity.input";
  private static final String OUTPUT = "traceloop.entity.output";
  private static final String REQUEST = "llm.request.type";
  private static final String WORKFLOW = "traceloop.workflow.name";
  private static final String SESSION = "traceloop.association.properties.session_id";
  private static final String THREAD = "traceloop.association.properties.thread_id";
  private static final String USER = "traceloop.association.properties.user_id";
  private static final String OLDER_USER = "llm.user";
  private static final String PROMPTS = "gen_ai.prompt.";
  private static final String COMPLETIONS = "gen_ai.completion.";
  private static final String ARGUMENT = "mcp.request.argument";
  private static final String VALUE = "mcp.response.value";
  private static final String SCOPE = "opentelemetry.instrumentation.";

  /** Of OpenTelemetry's own instrumentations that began with the same name. */
  private static final String NOT_ITS = "_v2";

  private static final String JS_SCOPE = "@traceloop/";

  static final List<String> KEYS =
      List.of(
          KIND,
          NAME,
          INPUT,
          OUTPUT,
          REQUEST,
          WORKFLOW,
          SESSION,
          THREAD,
          USER,
          OLDER_USER,
          ARGUMENT,
          VALUE);

  @Override
  public @Nullable Draft read(Telling telling) {
    SpanAttributes of = telling.attributes();
    String scope = telling.scope();
    boolean ours =
        of.has(KIND)
            || of.has(REQUEST)
            || of.has(WORKFLOW)
            || scope.startsWith(JS_SCOPE)
            || (scope.startsWith(SCOPE) && !scope.endsWith(NOT_ITS));
    return ours ? draft(WORD, telling) : null;
  }

  /** What the span means, or null if it is no step. */
  static @Nullable Draft draft(String word, Telling telling) {
    SpanAttributes of = telling.attributes();
    StepKind kind = kind(of);
    if (kind == null) {
      return null;
    }
    Draft draft = GenAiFacts.draft(word, kind, telling);
    draft.conversation =
        of.firstText(SESSION, THREAD, Attributes.GEN_AI_CONVERSATION_ID, Attributes.SESSION_ID);
    draft.user = of.firstText(USER, OLDER_USER, Keys.END_USER, Keys.USER_ID);
    String entity = of.text(NAME);
    switch (kind) {
      case MODEL_CALL -> {
        String shown = of.under(PROMPTS);
        String answered = of.under(COMPLETIONS);
        draft.messages = of.highest(PROMPTS);
        draft.content(
            shown.isEmpty() ? draft.input : shown, answered.isEmpty() ? draft.output : answered);
      }
      case TOOL_CALL -> {
        draft.name = draft.name.isEmpty() ? entity : draft.name;
        draft.content(
            of.firstContent(INPUT, Keys.TOOL_ARGUMENTS, ARGUMENT),
            of.firstContent(OUTPUT, Keys.TOOL_RESULT, VALUE));
      }
      default -> {
        draft.name = draft.name.isEmpty() ? entity : draft.name;
        draft.content(of.content(INPUT), of.content(OUTPUT));
      }
    }
    return draft;
  }

  private static @Nullable StepKind kind(SpanAttributes of) {
    StepKind told = GenAiFacts.kind(of.text(Attributes.GEN_AI_OPERATION_NAME));
    if (told != null) {
      return told;
    }
    StepKind entity =
        switch (of.text(KIND)) {
          case "tool" -> StepKind.TOOL_CALL;
          case "agent" -> StepKind.HAND_OFF;
          default -> null;
        };
    if (entity != null) {
      return entity;
    }
    return switch (of.text(REQUEST)) {
      case "chat", "completion" -> StepKind.MODEL_CALL;
      case "rerank" -> StepKind.RETRIEVAL;
      default -> null;
    };
  }
}
