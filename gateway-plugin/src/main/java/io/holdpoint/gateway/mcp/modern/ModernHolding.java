// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp.modern;

import io.holdpoint.gateway.mcp.Capabilities;
import io.holdpoint.gateway.mcp.Exchange;
import io.holdpoint.gateway.mcp.HoldWay;
import io.holdpoint.gateway.mcp.Holding;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RawObject;
import io.holdpoint.gateway.mcp.RequestFields;
import io.holdpoint.gateway.mcp.Returned;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.Subject;
import io.holdpoint.gateway.mcp.TaskView;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a held request's caller is told in this era: to come back with a text of ours ({@code
 * input_required}), with or without a page for its user, or to ask for a task.
 */
final class ModernHolding implements Holding {

  private static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
  private static final String TASKS = "io.modelcontextprotocol/tasks";
  private static final String STATE = "requestState";
  private static final String RESPONSES = "inputResponses";
  private static final String OURS = "holdpoint-approval";
  private static final int INVALID_PARAMS = -32602;
  private static final Set<String> MAY_ASK = Set.of("tools/call", "prompts/get", "resources/read");
  private static final Set<String> BROUGHT_BACK = Set.of(STATE, RESPONSES);
  private static final String WAITING = "This call waits for an operator's approval.";

  /** By what its caller declared in this very request. */
  static HoldWay way(RpcMessage message, Capabilities can) {
    boolean answersAnother =
        message.params().get(RESPONSES) != null && message.params().get(STATE) == null;
    if (!MAY_ASK.contains(message.method()) || answersAnother) {
      return can.waitingInPlace().holdWay();
    }
    RawObject declared = within(message.meta(), CAPABILITIES);
    if (within(declared, "elicitation").get("url") != null) {
      return HoldWay.PAGE;
    }
    boolean takesTasks = within(declared, "extensions").get(TASKS) != null;
    return takesTasks && message.method().equals("tools/call") ? HoldWay.TASK : HoldWay.REPEAT;
  }

  /** What a request brings back; whose it is, its signature must tell. */
  static Returned returned(RpcMessage message) {
    String state = message.params().text(STATE);
    if (state.isEmpty()) {
      return Returned.NOTHING;
    }
    String action = within(within(message.params(), RESPONSES), OURS).text("action");
    return new Returned(state, action.equals("decline") || action.equals("cancel"));
  }

  /** A word about a task of the gateway's, or null. */
  static @Nullable Subject taskOfOurs(RpcMessage message) {
    Subject.TaskVerb verb =
        switch (message.method()) {
          case "tasks/get" -> Subject.TaskVerb.GET;
          case "tasks/update" -> Subject.TaskVerb.UPDATE;
          case "tasks/cancel" -> Subject.TaskVerb.CANCEL;
          default -> null;
        };
    String task = message.params().text("taskId");
    return verb != null && task.startsWith(TaskView.PREFIX) ? new Subject.Task(verb, task) : null;
  }

  @Override
  public byte[] comeBack(Exchange exchange, String state, @Nullable String page) {
    StringBuilder result = new StringBuilder("{\"resultType\":\"input_required\"");
    if (page != null) {
      result
          .append(",\"inputRequests\":{\"" + OURS + "\":{\"method\":\"elicitation/create\",")
          .append("\"params\":{\"mode\":\"url\",\"message\":")
          .append(Json.quote(WAITING + " An operator can decide on it here."))
          .append(",\"url\":")
          .append(Json.quote(page))
          .append("}}}");
    }
    result.append(",\"requestState\":").append(Json.quote(state)).append('}');
    return Json.result(exchange.id(), result.toString());
  }

  @Override
  public byte[] task(Exchange exchange, TaskView task) {
    boolean asked = exchange.subject() instanceof Subject.Task;
    String status =
        switch (task.status()) {
          case TaskView.Status.Working working -> "\"working\"";
          case TaskView.Status.Completed done -> "\"completed\",\"result\":" + done.result();
          case TaskView.Status.Failed failed -> "\"failed\",\"error\":" + failed.error();
          case TaskView.Status.Cancelled cancelled -> "\"cancelled\"";
        };
    return Json.result(
        exchange.id(),
        "{\"resultType\":\""
            + (asked ? "complete" : "task")
            + "\",\"taskId\":"
            + Json.quote(task.id())
            + ",\"statusMessage\":"
            + Json.quote(task.message())
            + ",\"createdAt\":\""
            + task.createdAt().truncatedTo(ChronoUnit.MILLIS)
            + "\",\"lastUpdatedAt\":\""
            + task.updatedAt().truncatedTo(ChronoUnit.MILLIS)
            + "\",\"ttlMs\":"
            + task.keptFor().toMillis()
            + ",\"pollIntervalMs\":"
            + task.pollEvery().toMillis()
            + ",\"status\":"
            + status
            + "}");
  }

  @Override
  public byte[] taken(Exchange exchange) {
    return Json.result(exchange.id(), "{\"resultType\":\"complete\"}");
  }

  @Override
  public byte[] unknownTask(Exchange exchange) {
    return Json.error(
        exchange.id(), INVALID_PARAMS, "taskId: got one that is not known (expected: a task)");
  }

  @Override
  public byte[] withoutReturned(RpcMessage message) {
    String params = RequestFields.without(message, BROUGHT_BACK);
    StringBuilder out = new StringBuilder("{");
    for (RawMember member : message.root().members()) {
      out.append(out.length() > 1 ? "," : "").append(Json.quote(member.name())).append(':');
      out.append(member.name().equals("params") ? params : member.raw());
    }
    return Json.bytes(out.append('}').toString());
  }

  private static RawObject within(RawObject object, String name) {
    RawMember member = object.get(name);
    return member != null && member.isObject() ? ObjectReader.members(member) : RawObject.NONE;
  }
}
