// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.wrap;

import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.Refusals;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.legacy.StdioMessages;

/** What a client reads of a call that the wrapper itself ends: neutral, without a reason. */
final class WrapRefusals {

  static final String NOT_CARRIED_OUT =
      "This call was not carried out: it cannot be checked at the moment. Do not repeat it at once;"
          + " go on with other work or tell the user.";
  static final String WITHHELD =
      "This call was sent, but its result cannot be checked at the moment and is withheld. Do not"
          + " repeat it; tell the user.";

  private static final String MODERN = "io.modelcontextprotocol/protocolVersion";

  private WrapRefusals() {}

  /**
   * The answer to {@code request}: for a tool call an ordinary result, so that its agent reads it.
   */
  static byte[] of(RpcMessage request, String text) {
    if (!StdioMessages.isToolCall(request)) {
      return Json.error(request.id(), Refusals.REFUSED, text);
    }
    String type = request.meta().get(MODERN) == null ? "" : "\"resultType\":\"complete\",";
    String content = "[{\"type\":\"text\",\"text\":" + Json.quote(text) + "}]";
    return Json.result(request.id(), "{" + type + "\"content\":" + content + ",\"isError\":true}");
  }
}
