// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.hook;

import io.holdpoint.gateway.api.HostAnswer;
import io.holdpoint.gateway.api.json.HostReply;
import io.holdpoint.gateway.mcp.Json;

/**
 * Answers in the host's words. A permit is silence: saying {@code allow} would switch off the
 * host's own questions to its user.
 */
final class HookReplies {

  private HookReplies() {}

  static HostReply nothing() {
    return HostReply.ok("{}");
  }

  static HostReply beforeTool(HostAnswer answer, HookSettings.Hold hold) {
    return switch (answer) {
      case HostAnswer.Permit permit -> nothing();
      case HostAnswer.Deny deny -> denied(deny.text());
      case HostAnswer.Hold held -> HostReply.ok("{" + decision(hold.word(), held.text()) + "}");
      case HostAnswer.Kill kill ->
          HostReply.ok("{" + stop(kill.text()) + "," + decision("deny", kill.text()) + "}");
    };
  }

  static HostReply denied(String text) {
    return HostReply.ok("{" + decision("deny", text) + "}");
  }

  static HostReply afterTool(String event, HostAnswer answer) {
    return switch (answer) {
      case HostAnswer.Permit permit -> nothing();
      case HostAnswer.Deny deny -> HostReply.ok("{" + withheld(event, deny.text()) + "}");
      case HostAnswer.Hold hold -> HostReply.ok("{" + withheld(event, hold.text()) + "}");
      case HostAnswer.Kill kill ->
          HostReply.ok("{" + stop(kill.text()) + "," + withheld(event, kill.text()) + "}");
    };
  }

  static HostReply prompt(HostAnswer answer) {
    return switch (answer) {
      case HostAnswer.Permit permit -> nothing();
      case HostAnswer.Deny deny -> HostReply.ok("{" + block(deny.text()) + "}");
      case HostAnswer.Hold hold -> HostReply.ok("{" + block(hold.text()) + "}");
      case HostAnswer.Kill kill ->
          HostReply.ok("{" + stop(kill.text()) + "," + block(kill.text()) + "}");
    };
  }

  static HostReply onlyKill(HostAnswer answer) {
    return answer instanceof HostAnswer.Kill kill
        ? HostReply.ok("{" + stop(kill.text()) + "}")
        : nothing();
  }

  private static String stop(String text) {
    return "\"continue\":false,\"stopReason\":" + Json.quote(text);
  }

  private static String block(String text) {
    return "\"decision\":\"block\",\"reason\":" + Json.quote(text);
  }

  private static String withheld(String event, String text) {
    return block(text)
        + ",\"hookSpecificOutput\":{\"hookEventName\":"
        + Json.quote(event)
        + ",\"updatedToolOutput\":"
        + Json.quote(text)
        + "}";
  }

  private static String decision(String word, String text) {
    return "\"hookSpecificOutput\":{\"hookEventName\":\"PreToolUse\",\"permissionDecision\":"
        + Json.quote(word)
        + ",\"permissionDecisionReason\":"
        + Json.quote(text)
        + "}";
  }
}
