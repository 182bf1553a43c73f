// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.json.Hashes;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.telemetry.Attributes;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.StepRow;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Spans of agent frameworks by the GenAI and MCP conventions of OpenTelemetry. They put a step into
 * a session of their own, never into one a gateway saw: nothing in them proves that they belong
 * there. Payloads are not taken over, because nobody masked them.
 */
final class GenAiDialect implements Dialect {

  /** How the source of a step known from telemetry begins; a gateway's never does. */
  static final String SOURCE_PREFIX = "otlp:";

  static final String ENVIRONMENT = "deployment.environment.name";
  static final String OLDER_ENVIRONMENT = "deployment.environment";

  private static final String TENANT = "default";
  private static final int LONGEST_TEXT = 256;

  @Override
  public Reading read(Telling telling) {
    return kind(telling.attributes())
        .<Reading>map(kind -> new Reading.Told(row(telling, kind), List.of()))
        .orElseGet(Reading.Unknown::new);
  }

  /** The first explicit word counts; where there is none, the MCP method does. */
  private static Optional<StepKind> kind(SpanAttributes attributes) {
    return switch (attributes.text(Attributes.GEN_AI_OPERATION_NAME)) {
      case "chat", "generate_content", "text_completion" -> Optional.of(StepKind.MODEL_CALL);
      case "execute_tool" -> Optional.of(StepKind.TOOL_CALL);
      case "invoke_agent", "create_agent" -> Optional.of(StepKind.HAND_OFF);
      case "retrieval" -> Optional.of(StepKind.RETRIEVAL);
      case "search_memory" -> Optional.of(StepKind.MEMORY_READ);
      case "create_memory", "update_memory", "upsert_memory", "delete_memory" ->
          Optional.of(StepKind.MEMORY_WRITE);
      default -> kindOfMethod(attributes.text(Attributes.MCP_METHOD_NAME));
    };
  }

  private static Optional<StepKind> kindOfMethod(String method) {
    return switch (method) {
      case "tools/call" -> Optional.of(StepKind.TOOL_CALL);
      case "resources/read" -> Optional.of(StepKind.RESOURCE_READ);
      case "prompts/get" -> Optional.of(StepKind.PROMPT);
      case "completion/complete" -> Optional.of(StepKind.COMPLETION);
      case "sampling/createMessage" -> Optional.of(StepKind.SAMPLING);
      case "elicitation/create" -> Optional.of(StepKind.ELICITATION);
      default -> Optional.empty();
    };
  }

  private static StepRow row(Telling telling, StepKind kind) {
    SpanAttributes attributes = telling.attributes();
    String name =
        attributes.firstText(
            switch (kind) {
              case MODEL_CALL -> Attributes.GEN_AI_REQUEST_MODEL;
              case HAND_OFF -> Attributes.GEN_AI_AGENT_NAME;
              case RESOURCE_READ -> Attributes.MCP_RESOURCE_URI;
              case PROMPT -> Attributes.GEN_AI_PROMPT_NAME;
              case TOOL_CALL,
                  COMPLETION,
                  RETRIEVAL,
                  MEMORY_READ,
                  MEMORY_WRITE,
                  SAMPLING,
                  ELICITATION,
                  ROOTS,
                  APPROVAL,
                  LISTING,
                  SESSION_END,
                  USER_MESSAGE ->
                  Attributes.GEN_AI_TOOL_NAME;
            });
    return new StepRow(
        new StepId(SOURCE_PREFIX + telling.source().name(), telling.traceId(), telling.spanId()),
        telling.parentSpanId(),
        session(telling),
        kind,
        "",
        cut(name.isEmpty() ? telling.span().name() : name),
        telling.startedAt(),
        telling.durationNanos(),
        "",
        outcome(telling),
        Set.of(),
        Set.of(),
        List.of(),
        Payload.NONE,
        Payload.NONE,
        telling.source().trust().grade());
  }

  /** What is known of success; a span that says nothing is no proof of it. */
  private static String outcome(Telling telling) {
    if (telling.attributes().has(Attributes.ERROR_TYPE)
        || telling.span().statusCode() == Status.StatusCode.STATUS_CODE_ERROR_VALUE) {
      return "tool-error";
    }
    return telling.span().statusCode() == Status.StatusCode.STATUS_CODE_OK_VALUE ? "succeeded" : "";
  }

  private static SessionFacts session(Telling telling) {
    SpanAttributes attributes = telling.attributes();
    String conversation = attributes.text(Attributes.GEN_AI_CONVERSATION_ID);
    String sessionId = telling.text(Attributes.SESSION_ID);
    String keySource =
        !conversation.isEmpty() ? "conversation" : !sessionId.isEmpty() ? "session" : "trace";
    String key =
        switch (keySource) {
          case "conversation" -> conversation;
          case "session" -> sessionId;
          default -> telling.traceId();
        };
    SessionId id =
        new SessionId(
            "s-"
                + Hashes.sha256Hex(
                    24, "telemetry", TENANT, telling.source().name(), keySource, key));
    String agent = attributes.text(Attributes.GEN_AI_AGENT_NAME);
    return new SessionFacts(
        id,
        id,
        TENANT,
        cut(telling.resource().firstText(ENVIRONMENT, OLDER_ENVIRONMENT)),
        null,
        null,
        "",
        cut(agent.isEmpty() ? telling.resource().text(Attributes.SERVICE_NAME) : agent),
        cut(attributes.text(Attributes.GEN_AI_AGENT_VERSION)),
        "",
        keySource,
        telling.startedAt(),
        0,
        false);
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    boolean splitsPair = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1));
    return text.substring(0, splitsPair ? LONGEST_TEXT - 1 : LONGEST_TEXT) + "…";
  }
}
