// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp.legacy;

import io.holdpoint.gateway.mcp.RpcMessage;
import java.util.Set;

/**
 * What a message between a host and its stdio server is, in both eras, for programs that know few
 * classes. Whatever is not named here is one that is judged, or may be some day.
 */
public final class StdioMessages {

  private static final String FIRST_WORD = "initialize";
  private static final String PROBE = "server/discover";
  private static final String PING = "ping";
  private static final String NOTIFICATION = "notifications/";

  /** Requests of clients that are never judged and of whose answers nobody learns anything. */
  private static final Set<String> RELAYED =
      Set.of(
          FIRST_WORD,
          PROBE,
          PING,
          "logging/setLevel",
          "prompts/list",
          "resources/list",
          "resources/templates/list",
          "subscriptions/listen");

  private StdioMessages() {}

  /** True for a request of a client that may pass without anybody's word. */
  public static boolean isRelayed(RpcMessage request) {
    return RELAYED.contains(request.method());
  }

  /** True for a client's first word in the era that has one. */
  public static boolean isFirstWord(RpcMessage request) {
    return request.method().equals(FIRST_WORD);
  }

  /** True for the question which era a server speaks, often put to a process made only for it. */
  public static boolean isProbe(RpcMessage request) {
    return request.method().equals(PROBE);
  }

  /** True for the question whether the other side is alive. */
  public static boolean isPing(RpcMessage request) {
    return request.method().equals(PING);
  }

  /** True for the call of a tool. */
  public static boolean isToolCall(RpcMessage request) {
    return request.method().equals("tools/call");
  }

  /** True for the question which tools there are. */
  public static boolean listsTools(RpcMessage request) {
    return request.method().equals("tools/list");
  }

  /** True for a method that only notifications may have. */
  public static boolean isNotice(RpcMessage message) {
    return message.method().startsWith(NOTIFICATION);
  }

  /** The request a message cancels, as JSON text; empty if it cancels none. */
  public static String cancelled(RpcMessage message) {
    return message.method().equals(NOTIFICATION + "cancelled")
        ? message.params().raw("requestId")
        : "";
  }

  /** The token of the request whose progress a message tells, as JSON text; empty if of none. */
  public static String progressToken(RpcMessage message) {
    return message.method().equals(NOTIFICATION + "progress")
        ? message.params().raw("progressToken")
        : "";
  }
}
