// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import io.holdpoint.model.telemetry.Attributes;
import java.util.List;

/** The names of {@link Attributes} with their types, made once. */
final class Keys {

  static final Fact<String> SERVICE_NAME = Fact.text(Attributes.SERVICE_NAME);
  static final Fact<String> SOURCE = Fact.text(Attributes.SOURCE);

  static final Fact<String> SESSION = Fact.text(Attributes.SESSION);
  static final Fact<String> SESSION_ROOT = Fact.text(Attributes.SESSION_ROOT);
  static final Fact<String> SESSION_FLOOR = Fact.text(Attributes.SESSION_FLOOR);
  static final Fact<String> SESSION_TASK = Fact.text(Attributes.SESSION_TASK);
  static final Fact<String> KEY_SOURCE = Fact.text(Attributes.SESSION_KEY_SOURCE);
  static final Fact<List<String>> EVIDENCE = Fact.texts(Attributes.SESSION_EVIDENCE);
  static final Fact<String> TRACE_OVERRULED = Fact.text(Attributes.TRACE_OVERRULED);
  static final Fact<Long> STARTED_AT = Fact.number(Attributes.SESSION_STARTED_AT);
  static final Fact<Long> RISK = Fact.number(Attributes.SESSION_RISK);
  static final Fact<Boolean> ENDED = Fact.flag(Attributes.SESSION_ENDED);
  static final Fact<String> TENANT = Fact.text(Attributes.TENANT);
  static final Fact<String> ENVIRONMENT = Fact.text(Attributes.ENVIRONMENT);
  static final Fact<String> PRINCIPAL = Fact.text(Attributes.PRINCIPAL);
  static final Fact<String> PRINCIPAL_KIND = Fact.text(Attributes.PRINCIPAL_KIND);
  static final Fact<String> AGENT_NAME = Fact.text(Attributes.GEN_AI_AGENT_NAME);
  static final Fact<String> AGENT_VERSION = Fact.text(Attributes.GEN_AI_AGENT_VERSION);

  static final Fact<String> METHOD = Fact.text(Attributes.MCP_METHOD_NAME);
  static final Fact<String> PROTOCOL_VERSION = Fact.text(Attributes.MCP_PROTOCOL_VERSION);
  static final Fact<String> MCP_SESSION = Fact.text(Attributes.MCP_SESSION_ID);
  static final Fact<String> REQUEST_ID = Fact.text(Attributes.JSONRPC_REQUEST_ID);
  static final Fact<String> SERVER_ADDRESS = Fact.text(Attributes.SERVER_ADDRESS);
  static final Fact<Long> SERVER_PORT = Fact.number(Attributes.SERVER_PORT);
  static final Fact<String> OPERATION = Fact.text(Attributes.GEN_AI_OPERATION_NAME);
  static final Fact<String> TOOL_NAME = Fact.text(Attributes.GEN_AI_TOOL_NAME);
  static final Fact<String> CALL_ID = Fact.text(Attributes.GEN_AI_TOOL_CALL_ID);
  static final Fact<String> ERROR_TYPE = Fact.text(Attributes.ERROR_TYPE);

  static final Fact<String> STEP_KIND = Fact.text(Attributes.STEP_KIND);
  static final Fact<String> UPSTREAM = Fact.text(Attributes.UPSTREAM);
  static final Fact<String> TOOL_DIGEST = Fact.text(Attributes.TOOL_DIGEST);
  static final Fact<List<String>> EFFECTS = Fact.texts(Attributes.EFFECTS);
  static final Fact<List<String>> LABELS = Fact.texts(Attributes.LABELS);
  static final Fact<String> ARGUMENTS_DIGEST = Fact.text(Attributes.ARGUMENTS_DIGEST);
  static final Fact<Long> ARGUMENTS_SIZE = Fact.number(Attributes.ARGUMENTS_SIZE);
  static final Fact<String> ARGUMENTS_MASKED = Fact.text(Attributes.ARGUMENTS_MASKED);
  static final Fact<String> RESULT_DIGEST = Fact.text(Attributes.RESULT_DIGEST);
  static final Fact<Long> RESULT_SIZE = Fact.number(Attributes.RESULT_SIZE);
  static final Fact<List<String>> ARGUMENTS_VALUES = Fact.texts(Attributes.ARGUMENTS_VALUES);
  static final Fact<List<String>> RESULT_VALUES = Fact.texts(Attributes.RESULT_VALUES);
  static final Fact<String> RESULT_MASKED = Fact.text(Attributes.RESULT_MASKED);
  static final Fact<String> VERDICT = Fact.text(Attributes.VERDICT);
  static final Fact<String> OUTCOME = Fact.text(Attributes.OUTCOME);

  static final Fact<String> REASON_CODE = Fact.text(Attributes.REASON_CODE);
  static final Fact<String> REASON_TEXT = Fact.text(Attributes.REASON_TEXT);
  static final Fact<List<String>> REASON_EVIDENCE = Fact.texts(Attributes.REASON_EVIDENCE);
  static final Fact<String> RULE_ID = Fact.text(Attributes.RULE_ID);
  static final Fact<Long> RULE_VERSION = Fact.number(Attributes.RULE_VERSION);

  static final Fact<String> DETECTION_ID = Fact.text(Attributes.DETECTION_ID);
  static final Fact<String> DETECTION_KIND = Fact.text(Attributes.DETECTION_KIND);
  static final Fact<String> DETECTION_SEVERITY = Fact.text(Attributes.DETECTION_SEVERITY);
  static final Fact<List<String>> DETECTION_CHAIN = Fact.texts(Attributes.DETECTION_CHAIN);
  static final Fact<Long> DETECTION_SCORE = Fact.number(Attributes.DETECTION_SCORE);
  static final Fact<String> DETECTION_ACTION = Fact.text(Attributes.DETECTION_ACTION);
  static final Fact<String> DETECTION_MODE = Fact.text(Attributes.DETECTION_MODE);
  static final Fact<String> DETECTION_TEXT = Fact.text(Attributes.DETECTION_TEXT);

  private Keys() {}
}
