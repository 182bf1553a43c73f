// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.telemetry.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAI Agents SDK, which speaks through OpenInference or OpenLLMetry: what these tell of any
 * framework, and hand-offs, which come as tools or as spans named {@code handoff to NAME}.
 */
final class OpenAiAgentsDialect implements Dialect {

  private static final String WORD = "openai-agents";
  private static final String SPAN = "handoff to ";
  private static final String ARROW = " → ";
  private static final String TOOL = "handoff_to_";

  @Override
  public @Nullable Draft read(Telling telling) {
    String scope = telling.scope().replace('_', '-');
    if (!scope.contains("openai-agents")) {
      return null;
    }
    String target = target(telling);
    if (!target.isEmpty()) {
      return handOff(telling, target);
    }
    StepKind kind = OpenInferenceDialect.kind(telling.attributes());
    if (kind != null) {
      return OpenInferenceDialect.draft(WORD, kind, telling);
    }
    return OpenLlmetryDialect.draft(WORD, telling);
  }

  private static Draft handOff(Telling telling, String target) {
    SpanAttributes of = telling.attributes();
    Draft draft = OpenInferenceDialect.draft(WORD, StepKind.HAND_OFF, telling);
    draft.conversation =
        draft.conversation.isEmpty()
            ? of.text(Attributes.GEN_AI_CONVERSATION_ID)
            : draft.conversation;
    String from = of.firstText(Keys.HAND_OFF_FROM, OpenInferenceDialect.PARENT_NODE);
    String inJson = Embedded.text(draft.input, "from_agent");
    draft.agent = !from.isEmpty() ? from : !inJson.isEmpty() ? inJson : draft.input;
    draft.counterpart = target;
    draft.name = target;
    return draft;
  }

  private static String target(Telling telling) {
    SpanAttributes of = telling.attributes();
    String told = of.text(Keys.HAND_OFF_TO);
    String name = telling.name();
    if (!told.isEmpty()) {
      return told;
    }
    if (name.startsWith(SPAN)) {
      return name.substring(SPAN.length());
    }
    int arrow = name.indexOf(ARROW);
    if (arrow > 0 && name.endsWith(".handoff")) {
      return name.substring(arrow + ARROW.length(), name.length() - ".handoff".length());
    }
    String tool = of.text(OpenInferenceDialect.TOOL);
    return tool.startsWith(TOOL) ? tool.substring(TOOL.length()) : "";
  }
}
