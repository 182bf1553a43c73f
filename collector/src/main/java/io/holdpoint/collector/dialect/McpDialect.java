// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.telemetry.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Spans of MCP clients and servers by the conventions of OpenTelemetry: the method says all. */
final class McpDialect implements Dialect {

  private static final String WORD = "otel-mcp";

  /** FastMCP's key for what the conventions have no name for. */
  private static final String SERVER_NAME = "fastmcp.server.name";

  static final List<String> KEYS = List.of(SERVER_NAME);

  @Override
  public @Nullable Draft read(Telling telling) {
    SpanAttributes of = telling.attributes();
    StepKind kind = kind(of.text(Attributes.MCP_METHOD_NAME));
    if (kind == null) {
      return null;
    }
    Draft draft = GenAiFacts.draft(WORD, kind, telling);
    draft.upstream = of.firstText(Keys.MCP_SERVER, SERVER_NAME, Attributes.SERVER_ADDRESS);
    if (draft.name.isEmpty()) {
      draft.name = named(telling.name(), of.text(Attributes.MCP_METHOD_NAME));
    }
    if (kind == StepKind.RESOURCE_READ) {
      draft.output = of.content(Keys.TOOL_RESULT);
    }
    return draft;
  }

  /** By the conventions a span is called by its method and what it asks for. */
  private static String named(String span, String method) {
    int at = span.indexOf(method);
    int end = at + method.length();
    if (at < 0 || (end < span.length() && span.charAt(end) != ' ')) {
      return "";
    }
    return end == span.length() ? method : span.substring(end + 1);
  }

  private static @Nullable StepKind kind(String method) {
    return switch (method) {
      case "tools/call" -> StepKind.TOOL_CALL;
      case "resources/read" -> StepKind.RESOURCE_READ;
      case "prompts/get" -> StepKind.PROMPT;
      case "completion/complete" -> StepKind.COMPLETION;
      case "sampling/createMessage" -> StepKind.SAMPLING;
      case "elicitation/create" -> StepKind.ELICITATION;
      case "roots/list" -> StepKind.ROOTS;
      default -> null;
    };
  }
}
