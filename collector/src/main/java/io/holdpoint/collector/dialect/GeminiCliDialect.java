// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.telemetry.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gemini CLI, which tells its steps as log events {@code gemini_cli.*}. Beside them it sends events
 * by the conventions and spans with operations the conventions do not know, of the same steps.
 */
final class GeminiCliDialect implements Dialect {

  private static final String WORD = "gemini-cli";
  private static final String PREFIX = "gemini_cli.";
  private static final String TOOL = "function_name";
  private static final String ARGUMENTS = "function_args";
  private static final String RESPONSE = "response_text";
  private static final String REQUEST = "request_text";
  private static final String INPUT = "input_token_count";
  private static final String OUTPUT = "output_token_count";
  private static final String CACHED = "cached_content_token_count";
  private static final String THOUGHTS = "thoughts_token_count";
  private static final String SERVER = "mcp_server_name";
  private static final String AGENT = "agent_name";
  private static final String USER = "user.email";

  static final List<String> KEYS =
      List.of(TOOL, ARGUMENTS, RESPONSE, REQUEST, CACHED, THOUGHTS, AGENT, USER);

  @Override
  public @Nullable Draft read(Telling telling) {
    if (!telling.name().startsWith(PREFIX)) {
      return telling.scope().equals(WORD) ? Draft.TOLD_ELSEWHERE : null;
    }
    SpanAttributes of = telling.attributes();
    Draft draft = event(telling.name().substring(PREFIX.length()), of);
    if (draft == null) {
      return null;
    }
    draft.conversation = telling.text(Attributes.SESSION_ID);
    draft.user = telling.text(USER);
    draft.agent = of.text(AGENT);
    return draft;
  }

  private static @Nullable Draft event(String event, SpanAttributes of) {
    return switch (event) {
      case "user_prompt" ->
          new Draft(WORD, StepKind.USER_MESSAGE).content(of.content("prompt"), "");
      case "api_response", "api_error" -> model(event, of);
      case "tool_call" -> tool(of);
      case "agent.start" -> new Draft(WORD, StepKind.HAND_OFF).named(of.text(AGENT));
      case "conseca.verdict" -> {
        Draft draft = new Draft(WORD, StepKind.GUARDRAIL).named(of.text("tool_name"));
        draft.outcome = of.text("verdict");
        yield draft;
      }
      default -> null;
    };
  }

  private static Draft model(String event, SpanAttributes of) {
    Draft draft = new Draft(WORD, StepKind.MODEL_CALL).named(of.text("model"));
    draft.model = draft.name;
    draft.inputTokens = of.firstNumber(INPUT);
    draft.outputTokens = of.firstNumber(OUTPUT);
    draft.cachedTokens = of.firstNumber(CACHED);
    draft.reasoningTokens = of.firstNumber(THOUGHTS);
    draft.content(of.content(REQUEST), of.content(RESPONSE));
    draft.outcome = event.equals("api_error") ? Draft.FAILED : Draft.SUCCEEDED;
    return draft;
  }

  /**
   * One event holds the call and, if somebody was asked, what was decided. Tools of MCP servers are
   * called {@code mcp_SERVER_TOOL}.
   */
  private static Draft tool(SpanAttributes of) {
    Draft draft = new Draft(WORD, StepKind.TOOL_CALL).named(of.text(TOOL));
    draft.callId = of.firstText(Attributes.GEN_AI_TOOL_CALL_ID, "call_id");
    draft.upstream = of.text(SERVER);
    String prefix = "mcp_" + draft.upstream + "_";
    if (!draft.upstream.isEmpty() && draft.name.startsWith(prefix)) {
      draft.name = draft.name.substring(prefix.length());
    }
    draft.content(of.content(ARGUMENTS), "");
    draft.counterpart = of.text("decision");
    if (of.has("success")) {
      draft.outcome = of.flag("success") ? Draft.SUCCEEDED : Draft.FAILED;
    }
    return draft;
  }
}
