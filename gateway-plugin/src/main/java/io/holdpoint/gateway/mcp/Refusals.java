// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import io.holdpoint.model.step.StepKind;

/** Refusals, in the form every client tried hands on to its agent ({@code notes/mcp.md} 2.1). */
public final class Refusals {

  /** Outside the range JSON-RPC and MCP reserve. */
  public static final int REFUSED = -31001;

  private Refusals() {}

  /**
   * A result marked as an error for tool calls, a JSON-RPC error for the rest.
   *
   * @param extra further members of the result as JSON text, each followed by a comma
   */
  public static byte[] of(Exchange exchange, String text, String extra) {
    if (exchange.subject() instanceof Subject.Judged judged
        && judged.kind() == StepKind.TOOL_CALL) {
      String content = "[{\"type\":\"text\",\"text\":" + Json.quote(text) + "}]";
      return Json.result(
          exchange.id(), "{" + extra + "\"content\":" + content + ",\"isError\":true}");
    }
    return Json.error(exchange.id(), REFUSED, text);
  }
}
