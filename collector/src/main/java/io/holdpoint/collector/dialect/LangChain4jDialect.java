// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.telemetry.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j: its Micrometer observations of model calls speak the GenAI conventions; its Quarkus
 * extension names spans {@code langchain4j.tools.NAME} and {@code langchain4j.aiservices.NAME}.
 */
final class LangChain4jDialect implements Dialect {

  private static final String WORD = "langchain4j";
  private static final String TOOL_SPAN = "langchain4j.tools.";
  private static final String SERVICE_SPAN = "langchain4j.aiservices.";
  private static final String MEMORY = "langchain4j.memory.id";
  private static final String ARGUMENTS = "langchain4j.tool.arguments";
  private static final String RESULT = "langchain4j.tool.result";

  static final List<String> KEYS = List.of(MEMORY, ARGUMENTS, RESULT);

  @Override
  public @Nullable Draft read(Telling telling) {
    String name = telling.name();
    Draft draft;
    if (name.startsWith(TOOL_SPAN)) {
      draft = GenAiFacts.draft(WORD, StepKind.TOOL_CALL, telling);
      draft.name = name.substring(TOOL_SPAN.length());
      draft.content(
          telling.attributes().firstContent(Keys.TOOL_ARGUMENTS, ARGUMENTS),
          telling.attributes().firstContent(Keys.TOOL_RESULT, RESULT));
    } else if (name.startsWith(SERVICE_SPAN)) {
      draft = GenAiFacts.draft(WORD, StepKind.HAND_OFF, telling);
      draft.name = name.substring(SERVICE_SPAN.length());
    } else if (telling.scope().contains(WORD)) {
      StepKind kind = GenAiFacts.kind(telling.attributes().text(Attributes.GEN_AI_OPERATION_NAME));
      if (kind == null) {
        return null;
      }
      draft = GenAiFacts.draft(WORD, kind, telling);
    } else {
      return null;
    }
    String memory = telling.attributes().text(MEMORY);
    draft.conversation = memory.isEmpty() ? draft.conversation : memory;
    return draft;
  }
}
