// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.forms;

import io.holdpoint.engine.event.Telemetry;
import io.holdpoint.engine.event.ToolCall;
import io.holdpoint.engine.event.ToolResult;
import java.util.List;
import java.util.function.Predicate;

/** A selection in EPL, and the same in Java. */
record Pick(String epl, Predicate<Object> java) {
  static final List<Pick> STEPS =
      List.of(
          call("egress = true", ToolCall::egress),
          call("write = true or destroy = true", c -> c.write() || c.destroy()),
          call("repeats > 3", c -> c.repeats() > 3),
          call("tool = 'server-1/tool-1'", c -> c.tool().equals("server-1/tool-1")),
          call("secretSeen = true and userNamed = false", c -> c.secretSeen() && !c.userNamed()),
          call("injectionPoints between 4 and 9", c -> between(c.injectionPoints())),
          result("failed = true", ToolResult::failed),
          result("secretResult = true", ToolResult::secretResult),
          result("untrustedResult = true or resultSize > 400", Pick::suspicious),
          new Pick("ToolResult", e -> e instanceof ToolResult));

  static final List<Pick> ALL =
      List.of(
          STEPS.get(0),
          STEPS.get(1),
          STEPS.get(6),
          STEPS.get(7),
          new Pick("Telemetry(authenticated = true)", Pick::authenticated),
          new Pick("Telemetry(kind = 'model_call')", Pick::modelCall));

  private static Pick call(String condition, Predicate<ToolCall> java) {
    return new Pick(
        "ToolCall(" + condition + ")", e -> e instanceof ToolCall call && java.test(call));
  }

  private static Pick result(String condition, Predicate<ToolResult> java) {
    return new Pick(
        "ToolResult(" + condition + ")", e -> e instanceof ToolResult result && java.test(result));
  }

  private static boolean between(int points) {
    return points >= 4 && points <= 9;
  }

  private static boolean suspicious(ToolResult result) {
    return result.untrustedResult() || result.resultSize() > 400;
  }

  private static boolean authenticated(Object event) {
    return event instanceof Telemetry told && told.authenticated();
  }

  private static boolean modelCall(Object event) {
    return event instanceof Telemetry told && told.kind().equals("model_call");
  }
}
