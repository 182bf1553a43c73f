// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.holdpoint.model.telemetry.Attributes;
import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/** The names of {@link Attributes} with their types, made once. */
final class Keys {

  static final AttributeKey<String> SERVICE_NAME = stringKey(Attributes.SERVICE_NAME);
  static final AttributeKey<String> SOURCE = stringKey(Attributes.SOURCE);

  static final AttributeKey<String> SESSION = stringKey(Attributes.SESSION);
  static final AttributeKey<String> SESSION_ROOT = stringKey(Attributes.SESSION_ROOT);
  static final AttributeKey<String> SESSION_FLOOR = stringKey(Attributes.SESSION_FLOOR);
  static final AttributeKey<String> SESSION_TASK = stringKey(Attributes.SESSION_TASK);
  static final AttributeKey<String> KEY_SOURCE = stringKey(Attributes.SESSION_KEY_SOURCE);
  static final AttributeKey<Long> STARTED_AT = longKey(Attributes.SESSION_STARTED_AT);
  static final AttributeKey<Long> RISK = longKey(Attributes.SESSION_RISK);
  static final AttributeKey<Boolean> ENDED = booleanKey(Attributes.SESSION_ENDED);
  static final AttributeKey<String> TENANT = stringKey(Attributes.TENANT);
  static final AttributeKey<String> ENVIRONMENT = stringKey(Attributes.ENVIRONMENT);
  static final AttributeKey<String> PRINCIPAL = stringKey(Attributes.PRINCIPAL);
  static final AttributeKey<String> PRINCIPAL_KIND = stringKey(Attributes.PRINCIPAL_KIND);
  static final AttributeKey<String> AGENT_NAME = stringKey(Attributes.GEN_AI_AGENT_NAME);
  static final AttributeKey<String> AGENT_VERSION = stringKey(Attributes.GEN_AI_AGENT_VERSION);

  static final AttributeKey<String> METHOD = stringKey(Attributes.MCP_METHOD_NAME);
  static final AttributeKey<String> PROTOCOL_VERSION = stringKey(Attributes.MCP_PROTOCOL_VERSION);
  static final AttributeKey<String> MCP_SESSION = stringKey(Attributes.MCP_SESSION_ID);
  static final AttributeKey<String> REQUEST_ID = stringKey(Attributes.JSONRPC_REQUEST_ID);
  static final AttributeKey<String> SERVER_ADDRESS = stringKey(Attributes.SERVER_ADDRESS);
  static final AttributeKey<Long> SERVER_PORT = longKey(Attributes.SERVER_PORT);
  static final AttributeKey<String> OPERATION = stringKey(Attributes.GEN_AI_OPERATION_NAME);
  static final AttributeKey<String> TOOL_NAME = stringKey(Attributes.GEN_AI_TOOL_NAME);
  static final AttributeKey<String> ERROR_TYPE = stringKey(Attributes.ERROR_TYPE);

  static final AttributeKey<String> STEP_KIND = stringKey(Attributes.STEP_KIND);
  static final AttributeKey<String> UPSTREAM = stringKey(Attributes.UPSTREAM);
  static final AttributeKey<String> TOOL_DIGEST = stringKey(Attributes.TOOL_DIGEST);
  static final AttributeKey<List<String>> EFFECTS = stringArrayKey(Attributes.EFFECTS);
  static final AttributeKey<List<String>> LABELS = stringArrayKey(Attributes.LABELS);
  static final AttributeKey<String> ARGUMENTS_DIGEST = stringKey(Attributes.ARGUMENTS_DIGEST);
  static final AttributeKey<Long> ARGUMENTS_SIZE = longKey(Attributes.ARGUMENTS_SIZE);
  static final AttributeKey<String> ARGUMENTS_MASKED = stringKey(Attributes.ARGUMENTS_MASKED);
  static final AttributeKey<String> RESULT_DIGEST = stringKey(Attributes.RESULT_DIGEST);
  static final AttributeKey<Long> RESULT_SIZE = longKey(Attributes.RESULT_SIZE);
  static final AttributeKey<String> RESULT_MASKED = stringKey(Attributes.RESULT_MASKED);
  static final AttributeKey<String> VERDICT = stringKey(Attributes.VERDICT);
  static final AttributeKey<String> OUTCOME = stringKey(Attributes.OUTCOME);

  static final AttributeKey<String> REASON_CODE = stringKey(Attributes.REASON_CODE);
  static final AttributeKey<String> REASON_TEXT = stringKey(Attributes.REASON_TEXT);
  static final AttributeKey<List<String>> REASON_EVIDENCE =
      stringArrayKey(Attributes.REASON_EVIDENCE);
  static final AttributeKey<String> RULE_ID = stringKey(Attributes.RULE_ID);
  static final AttributeKey<Long> RULE_VERSION = longKey(Attributes.RULE_VERSION);

  static final AttributeKey<String> DETECTION_ID = stringKey(Attributes.DETECTION_ID);
  static final AttributeKey<String> DETECTION_KIND = stringKey(Attributes.DETECTION_KIND);
  static final AttributeKey<String> DETECTION_SEVERITY = stringKey(Attributes.DETECTION_SEVERITY);
  static final AttributeKey<List<String>> DETECTION_CHAIN =
      stringArrayKey(Attributes.DETECTION_CHAIN);
  static final AttributeKey<Long> DETECTION_SCORE = longKey(Attributes.DETECTION_SCORE);
  static final AttributeKey<String> DETECTION_ACTION = stringKey(Attributes.DETECTION_ACTION);
  static final AttributeKey<String> DETECTION_MODE = stringKey(Attributes.DETECTION_MODE);
  static final AttributeKey<String> DETECTION_TEXT = stringKey(Attributes.DETECTION_TEXT);

  private Keys() {}
}
