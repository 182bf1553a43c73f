// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.telemetry.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Observations of Spring AI: half GenAI conventions, half {@code spring.ai.*}. */
final class SpringAiDialect implements Dialect {

  private static final String WORD = "spring-ai";
  private static final String KIND = "spring.ai.kind";
  private static final String TOOL = "spring.ai.tool.definition.name";
  private static final String CALL_ID = "spring.ai.tool.call.id";
  private static final String ARGUMENTS = "spring.ai.tool.call.arguments";
  private static final String RESULT = "spring.ai.tool.call.result";
  private static final String CONVERSATION = "spring.ai.chat.client.conversation.id";
  private static final String STORE = "db.collection.name";
  private static final String QUERY = "db.vector.query.content";
  private static final String FOUND = "db.vector.query.response.documents";
  private static final String OPERATION = "db.operation.name";

  /** On spans of model calls, which say nothing else that is its own. */
  private static final String TOOLS = "spring.ai.model.request.tool.names";

  static final List<String> KEYS =
      List.of(
          KIND,
          TOOL,
          CALL_ID,
          ARGUMENTS,
          RESULT,
          CONVERSATION,
          STORE,
          QUERY,
          FOUND,
          OPERATION,
          TOOLS);

  @Override
  public @Nullable Draft read(Telling telling) {
    SpanAttributes of = telling.attributes();
    String word = of.text(KIND);
    if (word.isEmpty() && !of.has(TOOL) && !of.has(CONVERSATION) && !of.has(TOOLS)) {
      return null;
    }
    StepKind kind = kind(word, of);
    if (kind == null) {
      return null;
    }
    Draft draft = GenAiFacts.draft(WORD, kind, telling);
    draft.conversation = of.firstText(CONVERSATION, Attributes.GEN_AI_CONVERSATION_ID);
    if (kind == StepKind.TOOL_CALL) {
      draft.name = of.firstText(TOOL, Attributes.GEN_AI_TOOL_NAME);
      draft.callId = of.text(CALL_ID);
      draft.content(of.content(ARGUMENTS), of.content(RESULT));
    } else if (kind == StepKind.RETRIEVAL) {
      draft.name = of.text(STORE);
      draft.content(of.content(QUERY), of.content(FOUND));
    }
    return draft;
  }

  /** A chat client's span encloses the model's own, and advisors' are no steps. */
  private static @Nullable StepKind kind(String word, SpanAttributes of) {
    return switch (word) {
      case "tool_call" -> StepKind.TOOL_CALL;
      case "vector_store" ->
          of.text(OPERATION).equals("query") ? StepKind.RETRIEVAL : StepKind.MEMORY_WRITE;
      case "chat_client", "advisor" -> null;
      default ->
          of.has(TOOL)
              ? StepKind.TOOL_CALL
              : GenAiFacts.kind(of.text(Attributes.GEN_AI_OPERATION_NAME));
    };
  }
}
