// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import java.util.List;

/**
 * Names of attributes that several frameworks share, beyond those we write ourselves. Those of one
 * framework alone stand in its dialect.
 */
final class Keys {

  static final String ENVIRONMENT = "deployment.environment.name";
  static final String OLDER_ENVIRONMENT = "deployment.environment";
  static final String USER_ID = "user.id";
  static final String END_USER = "enduser.id";
  static final String EVENT_NAME = "event.name";
  static final String EVENT_SEQUENCE = "event.sequence";

  static final String AGENT_ID = "gen_ai.agent.id";
  static final String SYSTEM = "gen_ai.system";
  static final String PROVIDER = "gen_ai.provider.name";
  static final String RESPONSE_MODEL = "gen_ai.response.model";
  static final String INPUT_TOKENS = "gen_ai.usage.input_tokens";
  static final String OUTPUT_TOKENS = "gen_ai.usage.output_tokens";
  static final String PROMPT_TOKENS = "gen_ai.usage.prompt_tokens";
  static final String COMPLETION_TOKENS = "gen_ai.usage.completion_tokens";
  static final String CACHED_TOKENS = "gen_ai.usage.cache_read.input_tokens";
  static final String OLDER_CACHED_TOKENS = "gen_ai.usage.cache_read_input_tokens";
  static final String REASONING_TOKENS = "gen_ai.usage.reasoning.output_tokens";
  static final String OLDER_REASONING_TOKENS = "gen_ai.usage.reasoning_tokens";
  static final String COST = "gen_ai.usage.cost";
  static final String INPUT_MESSAGES = "gen_ai.input.messages";
  static final String OUTPUT_MESSAGES = "gen_ai.output.messages";
  static final String TOOL_ARGUMENTS = "gen_ai.tool.call.arguments";
  static final String TOOL_RESULT = "gen_ai.tool.call.result";
  static final String OLDER_PROMPT = "gen_ai.prompt";
  static final String OLDER_COMPLETION = "gen_ai.completion";
  static final String QUERY = "gen_ai.retrieval.query.text";
  static final String DOCUMENTS = "gen_ai.retrieval.documents";
  static final String DATA_SOURCE = "gen_ai.data_source.id";
  static final String MEMORY_STORE = "gen_ai.memory.store.id";
  static final String MEMORY_QUERY = "gen_ai.memory.query.text";
  static final String MEMORY_RECORDS = "gen_ai.memory.records";
  static final String MEMORY_RECORD = "gen_ai.memory.record.id";
  static final String WORKFLOW = "gen_ai.workflow.name";
  static final String HAND_OFF_FROM = "gen_ai.handoff.from_agent";
  static final String HAND_OFF_TO = "gen_ai.handoff.to_agent";
  static final String HAND_OFF_SOURCE = "gen_ai.agent.handoff.source.name";
  static final String HAND_OFF_TARGET = "gen_ai.agent.handoff.target.name";
  static final String GUARDRAIL = "gen_ai.guardrail.name";
  static final String GUARDRAIL_VERDICT = "gen_ai.guardrail.verdict.type";
  static final String MCP_SERVER = "mcp.server.name";

  static final List<String> ALL =
      List.of(
          ENVIRONMENT,
          OLDER_ENVIRONMENT,
          USER_ID,
          END_USER,
          EVENT_NAME,
          EVENT_SEQUENCE,
          AGENT_ID,
          SYSTEM,
          PROVIDER,
          RESPONSE_MODEL,
          INPUT_TOKENS,
          OUTPUT_TOKENS,
          PROMPT_TOKENS,
          COMPLETION_TOKENS,
          CACHED_TOKENS,
          OLDER_CACHED_TOKENS,
          REASONING_TOKENS,
          OLDER_REASONING_TOKENS,
          COST,
          INPUT_MESSAGES,
          OUTPUT_MESSAGES,
          TOOL_ARGUMENTS,
          TOOL_RESULT,
          OLDER_PROMPT,
          OLDER_COMPLETION,
          QUERY,
          DOCUMENTS,
          DATA_SOURCE,
          MEMORY_STORE,
          MEMORY_QUERY,
          MEMORY_RECORDS,
          MEMORY_RECORD,
          WORKFLOW,
          HAND_OFF_FROM,
          HAND_OFF_TO,
          HAND_OFF_SOURCE,
          HAND_OFF_TARGET,
          GUARDRAIL,
          GUARDRAIL_VERDICT,
          MCP_SERVER);

  private Keys() {}
}
