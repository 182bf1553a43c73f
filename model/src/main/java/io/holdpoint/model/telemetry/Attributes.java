// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.telemetry;

/**
 * Every attribute name Holdpoint writes or reads. The GenAI and MCP names are those of the
 * OpenTelemetry semantic conventions v1.41.1, the last release that held them.
 */
public final class Attributes {

  // OpenTelemetry: general
  public static final String ERROR_TYPE = "error.type";
  public static final String SERVER_ADDRESS = "server.address";
  public static final String SERVER_PORT = "server.port";
  public static final String SERVICE_NAME = "service.name";
  public static final String SESSION_ID = "session.id";

  // OpenTelemetry: GenAI
  public static final String GEN_AI_AGENT_NAME = "gen_ai.agent.name";
  public static final String GEN_AI_AGENT_VERSION = "gen_ai.agent.version";
  public static final String GEN_AI_CONVERSATION_ID = "gen_ai.conversation.id";
  public static final String GEN_AI_OPERATION_NAME = "gen_ai.operation.name";
  public static final String GEN_AI_REQUEST_MODEL = "gen_ai.request.model";
  public static final String GEN_AI_TOOL_CALL_ID = "gen_ai.tool.call.id";
  public static final String GEN_AI_TOOL_NAME = "gen_ai.tool.name";

  // OpenTelemetry: MCP
  public static final String JSONRPC_REQUEST_ID = "jsonrpc.request.id";
  public static final String MCP_METHOD_NAME = "mcp.method.name";
  public static final String MCP_PROTOCOL_VERSION = "mcp.protocol.version";
  public static final String MCP_RESOURCE_URI = "mcp.resource.uri";
  public static final String MCP_SESSION_ID = "mcp.session.id";
  public static final String GEN_AI_PROMPT_NAME = "gen_ai.prompt.name";

  // Holdpoint: whose step
  public static final String SOURCE = "holdpoint.source";
  public static final String TENANT = "holdpoint.tenant";
  public static final String ENVIRONMENT = "holdpoint.environment";
  public static final String PRINCIPAL = "holdpoint.principal";
  public static final String PRINCIPAL_KIND = "holdpoint.principal.kind";
  public static final String SESSION = "holdpoint.session.id";
  public static final String SESSION_ROOT = "holdpoint.session.root";
  public static final String SESSION_FLOOR = "holdpoint.session.floor";
  public static final String SESSION_TASK = "holdpoint.session.task";
  public static final String SESSION_KEY_SOURCE = "holdpoint.session.key.source";

  /** All places where the request said whose session it is, where there is more than one. */
  public static final String SESSION_EVIDENCE = "holdpoint.session.evidence";

  /** The trace context of the header, where the message has another one, which counts. */
  public static final String TRACE_OVERRULED = "holdpoint.trace.overruled";

  /** When the session began, epoch milliseconds. */
  public static final String SESSION_STARTED_AT = "holdpoint.session.started_at";

  /** The session's risk after the step, 0 to 100. */
  public static final String SESSION_RISK = "holdpoint.session.risk";

  /** True on the last span of a session. */
  public static final String SESSION_ENDED = "holdpoint.session.ended";

  // Holdpoint: what step
  public static final String STEP_KIND = "holdpoint.step.kind";
  public static final String UPSTREAM = "holdpoint.upstream";
  public static final String TOOL_DIGEST = "holdpoint.tool.digest";
  public static final String EFFECTS = "holdpoint.effects";
  public static final String LABELS = "holdpoint.labels";
  public static final String ARGUMENTS_DIGEST = "holdpoint.arguments.digest";
  public static final String ARGUMENTS_SIZE = "holdpoint.arguments.size";
  public static final String ARGUMENTS_MASKED = "holdpoint.arguments.masked";
  public static final String RESULT_DIGEST = "holdpoint.result.digest";
  public static final String RESULT_SIZE = "holdpoint.result.size";
  public static final String RESULT_MASKED = "holdpoint.result.masked";

  /** Keyed prints of values in the arguments, by which steps are found again. */
  public static final String ARGUMENTS_VALUES = "holdpoint.arguments.values";

  /** As of the arguments, of the result. */
  public static final String RESULT_VALUES = "holdpoint.result.values";

  // Holdpoint: what was decided
  public static final String VERDICT = "holdpoint.verdict";
  public static final String OUTCOME = "holdpoint.outcome";

  /** A span event, one for each reason of the verdict. */
  public static final String EVENT_REASON = "holdpoint.reason";

  public static final String REASON_CODE = "holdpoint.reason.code";
  public static final String REASON_TEXT = "holdpoint.reason.text";
  public static final String REASON_EVIDENCE = "holdpoint.reason.evidence";

  /** A span event, one for each detection the step completed. */
  public static final String EVENT_DETECTION = "holdpoint.detection";

  public static final String DETECTION_ID = "holdpoint.detection.id";
  public static final String DETECTION_KIND = "holdpoint.detection.kind";
  public static final String DETECTION_SEVERITY = "holdpoint.detection.severity";
  public static final String DETECTION_CHAIN = "holdpoint.detection.chain";
  public static final String DETECTION_SCORE = "holdpoint.detection.score";
  public static final String DETECTION_ACTION = "holdpoint.detection.action";
  public static final String DETECTION_MODE = "holdpoint.detection.mode";
  public static final String DETECTION_TEXT = "holdpoint.detection.text";
  public static final String RULE_ID = "holdpoint.rule.id";
  public static final String RULE_VERSION = "holdpoint.rule.version";

  /** What every attribute of ours begins with; stripped from senders that are not ours. */
  public static final String PREFIX = "holdpoint.";

  private Attributes() {}
}
