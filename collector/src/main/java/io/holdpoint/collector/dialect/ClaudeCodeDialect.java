// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.telemetry.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Claude Code, which tells its steps as log events: prompts, model requests, tool decisions of
 * people and settings, tool results. The spans it can send beside them tell of the same steps.
 */
final class ClaudeCodeDialect implements Dialect {

  private static final String WORD = "claude-code";
  private static final String PREFIX = "claude_code.";
  private static final String SCOPE = "com.anthropic.claude_code";

  /** The name all tools of MCP servers go by in events; their own stands in the parameters. */
  private static final String ANY_MCP_TOOL = "mcp_tool";

  private static final String TOOL = "tool_name";
  private static final String PARAMETERS = "tool_parameters";
  private static final String INPUT = "tool_input";
  private static final String RESULT = "tool_result";
  private static final String USE_ID = "tool_use_id";
  private static final String DECISION = "decision";
  private static final String DECIDED_BY = "source";
  private static final String SUCCESS = "success";
  private static final String MODEL = "model";
  private static final String PROMPT = "prompt";
  private static final String INPUT_TOKENS = "input_tokens";
  private static final String OUTPUT_TOKENS = "output_tokens";
  private static final String CACHED_TOKENS = "cache_read_tokens";
  private static final String COST = "cost_usd";
  private static final String COST_MICROS = "cost_usd_micros";
  private static final String SERVER = "mcp_server_name";
  private static final String MCP_TOOL = "mcp_tool_name";
  private static final String AGENT = "agent.name";
  private static final String AGENT_ID = "agent_id";
  private static final String PARENT_AGENT = "parent_agent_id";

  static final List<String> KEYS =
      List.of(
          TOOL,
          PARAMETERS,
          INPUT,
          RESULT,
          USE_ID,
          DECISION,
          DECIDED_BY,
          SUCCESS,
          MODEL,
          PROMPT,
          INPUT_TOKENS,
          OUTPUT_TOKENS,
          CACHED_TOKENS,
          COST,
          COST_MICROS,
          SERVER,
          MCP_TOOL,
          AGENT_ID,
          PARENT_AGENT);

  @Override
  public @Nullable Draft read(Telling telling) {
    String name = telling.name();
    boolean prefixed = name.startsWith(PREFIX);
    if (!prefixed && !telling.scope().startsWith(SCOPE) && !telling.body().startsWith(PREFIX)) {
      return null;
    }
    if (telling instanceof SpanTelling) {
      return Draft.TOLD_ELSEWHERE;
    }
    String event = prefixed ? name.substring(PREFIX.length()) : name;
    SpanAttributes of = telling.attributes();
    Draft draft =
        switch (event) {
          case "user_prompt" ->
              new Draft(WORD, StepKind.USER_MESSAGE).content(of.content(PROMPT), "");
          case "api_request", "api_error" -> model(of, event);
          case "tool_result" -> tool(of);
          case "tool_decision" -> decision(of);
          case "subagent_start", "subagent_completed" ->
              new Draft(WORD, StepKind.HAND_OFF).named(of.firstText(AGENT, AGENT_ID));
          default -> null;
        };
    if (draft == null) {
      return null;
    }
    draft.conversation = telling.text(Attributes.SESSION_ID);
    draft.agent = of.firstText(AGENT, AGENT_ID);
    draft.user = telling.text(Keys.USER_ID);
    if (draft.kind == StepKind.HAND_OFF) {
      draft.counterpart = draft.name;
      draft.agent = of.text(PARENT_AGENT);
    }
    return draft;
  }

  private static Draft model(SpanAttributes of, String event) {
    Draft draft = new Draft(WORD, StepKind.MODEL_CALL);
    draft.model = of.firstText(MODEL, Attributes.GEN_AI_REQUEST_MODEL);
    draft.name = draft.model;
    draft.provider = of.firstText(Keys.SYSTEM, Keys.PROVIDER);
    draft.inputTokens = of.firstNumber(INPUT_TOKENS, Keys.INPUT_TOKENS);
    draft.outputTokens = of.firstNumber(OUTPUT_TOKENS, Keys.OUTPUT_TOKENS);
    draft.cachedTokens = of.firstNumber(CACHED_TOKENS, Keys.CACHED_TOKENS);
    long micros = of.firstNumber(COST_MICROS);
    draft.costMicros = micros > 0 ? micros : GenAiFacts.micros(of.fraction(COST));
    draft.outcome = event.equals("api_error") ? Draft.FAILED : Draft.SUCCEEDED;
    return draft;
  }

  private static Draft tool(SpanAttributes of) {
    Draft draft = new Draft(WORD, StepKind.TOOL_CALL).named(of.text(TOOL));
    draft.callId = of.firstText(USE_ID, Attributes.GEN_AI_TOOL_CALL_ID);
    server(draft, of);
    draft.content(input(draft, of), of.content(RESULT));
    if (of.has(SUCCESS)) {
      draft.outcome = of.flag(SUCCESS) ? Draft.SUCCEEDED : Draft.FAILED;
    }
    return draft;
  }

  private static Draft decision(SpanAttributes of) {
    Draft draft = new Draft(WORD, StepKind.APPROVAL).named(of.text(TOOL));
    draft.callId = of.firstText(USE_ID, Attributes.GEN_AI_TOOL_CALL_ID);
    draft.outcome = of.text(DECISION);
    draft.counterpart = of.text(DECIDED_BY);
    server(draft, of);
    draft.content(input(draft, of), "");
    return draft;
  }

  /** The parameters of a server's tool are its name and the server's. */
  private static String input(Draft draft, SpanAttributes of) {
    String input = of.content(INPUT);
    return input.isEmpty() && draft.upstream.isEmpty() ? of.content(PARAMETERS) : input;
  }

  /** Tools of MCP servers are called {@code mcp__SERVER__TOOL}, or all alike. */
  private static void server(Draft draft, SpanAttributes of) {
    String tool = of.text(MCP_TOOL);
    draft.upstream = of.text(SERVER);
    if (draft.name.equals(ANY_MCP_TOOL)) {
      String parameters = of.content(PARAMETERS);
      draft.upstream = Embedded.text(parameters, SERVER);
      tool = Embedded.text(parameters, MCP_TOOL);
    }
    String[] parts = draft.name.split("__", 3);
    if (parts.length == 3 && parts[0].equals("mcp")) {
      draft.upstream = draft.upstream.isEmpty() ? parts[1] : draft.upstream;
      tool = tool.isEmpty() ? parts[2] : tool;
    }
    draft.name = tool.isEmpty() ? draft.name : tool;
  }
}
