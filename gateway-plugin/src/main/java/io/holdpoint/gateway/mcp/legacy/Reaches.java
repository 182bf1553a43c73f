// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp.legacy;

import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RawObject;
import io.holdpoint.gateway.mcp.Reach;
import io.holdpoint.gateway.mcp.RpcMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one endpoint over several servers must know of the methods of both eras. */
public final class Reaches {

  /** The newest revision with sessions. */
  public static final String NEWEST = "2025-11-25";

  private static final List<String> REVISIONS =
      List.of("2024-11-05", "2025-03-26", "2025-06-18", NEWEST);

  private static final String RELATED_TASK = "io.modelcontextprotocol/related-task";

  private Reaches() {}

  /** How far a message of a client goes. */
  public static Reach of(RpcMessage message) {
    return switch (message.form()) {
      case RESPONSE -> new Reach.Answering();
      case NOTIFICATION -> notice(message.method());
      case REQUEST -> request(message);
    };
  }

  private static Reach notice(String method) {
    return switch (method) {
      case "notifications/initialized" -> new Reach.Opened();
      case "notifications/cancelled" -> new Reach.Cancelling();
      default -> new Reach.Everywhere();
    };
  }

  private static Reach request(RpcMessage message) {
    return switch (message.method()) {
      case "initialize" -> new Reach.Opening();
      case "ping" -> new Reach.Here();
      case "server/discover" -> new Reach.Discovery();
      case "subscriptions/listen" -> new Reach.Subscribing();
      case "tools/call", "prompts/get" -> named(message.params().get("name"));
      case "tasks/get", "tasks/result", "tasks/cancel", "tasks/update" ->
          named(message.params().get("taskId"));
      case "resources/read", "resources/subscribe", "resources/unsubscribe" ->
          located(message.params().get("uri"));
      case "completion/complete" -> reference(message.params().get("ref"));
      case "tools/list" -> new Reach.Listing("tools", "name", false, "tools");
      case "prompts/list" -> new Reach.Listing("prompts", "name", false, "prompts");
      case "tasks/list" -> new Reach.Listing("tasks", "taskId", false, "tasks");
      case "resources/list" -> new Reach.Listing("resources", "uri", true, "resources");
      case "resources/templates/list" ->
          new Reach.Listing("resourceTemplates", "uriTemplate", true, "resources");
      case "logging/setLevel" -> new Reach.Everywhere();
      default -> new Reach.Nowhere();
    };
  }

  private static Reach named(@Nullable RawMember value) {
    return value != null && value.isText() ? new Reach.Named(value) : new Reach.Nowhere();
  }

  private static Reach located(@Nullable RawMember uri) {
    return uri != null && uri.isText() ? new Reach.Located(uri) : new Reach.Nowhere();
  }

  private static Reach reference(@Nullable RawMember ref) {
    RawObject members = ref == null ? RawObject.NONE : ObjectReader.members(ref);
    RawMember uri = members.get("uri");
    return uri != null ? located(uri) : named(members.get("name"));
  }

  /** The strings of a server's message that are URIs of its resources. */
  public static List<RawMember> uris(RpcMessage message) {
    List<RawMember> found = new ArrayList<>();
    switch (message.form()) {
      case NOTIFICATION -> {
        if (message.method().equals("notifications/resources/updated")) {
          add(found, message.params().get("uri"));
        }
      }
      case RESPONSE -> {
        each(message.result().get("content"), found);
        each(message.result().get("contents"), found);
        RawMember messages = message.result().get("messages");
        if (messages != null) {
          for (RawMember item : ObjectReader.items(messages)) {
            RawMember content = ObjectReader.members(item).get("content");
            if (content != null && content.isObject()) {
              inBlock(content, found);
            } else {
              each(content, found);
            }
          }
        }
      }
      case REQUEST -> {}
    }
    return found;
  }

  private static void each(@Nullable RawMember blocks, List<RawMember> found) {
    if (blocks != null) {
      ObjectReader.items(blocks).forEach(block -> inBlock(block, found));
    }
  }

  private static void inBlock(RawMember block, List<RawMember> found) {
    RawObject members = ObjectReader.members(block);
    add(found, members.get("uri"));
    RawMember resource = members.get("resource");
    if (resource != null && resource.isObject()) {
      add(found, ObjectReader.members(resource).get("uri"));
    }
  }

  /** The strings of a server's message that name its tasks. */
  public static List<RawMember> tasks(RpcMessage message) {
    List<RawMember> found = new ArrayList<>();
    RawObject body =
        message.form() == RpcMessage.Form.RESPONSE ? message.result() : message.params();
    boolean status = message.method().equals("notifications/tasks/status");
    if (status || message.form() == RpcMessage.Form.RESPONSE) {
      add(found, body.get("taskId"));
    }
    RawMember task = body.get("task");
    if (task != null && task.isObject() && message.form() == RpcMessage.Form.RESPONSE) {
      add(found, ObjectReader.members(task).get("taskId"));
    }
    RawMember meta = body.get("_meta");
    RawMember related = meta == null ? null : ObjectReader.members(meta).get(RELATED_TASK);
    if (related != null) {
      add(found, ObjectReader.members(related).get("taskId"));
    }
    return found;
  }

  private static void add(List<RawMember> found, @Nullable RawMember value) {
    if (value != null && value.isText()) {
      found.add(value);
    }
  }

  /** The id that a cancellation names, or null if the message is none. */
  public static @Nullable RawMember cancelled(RpcMessage message) {
    return message.method().equals("notifications/cancelled")
        ? message.params().get("requestId")
        : null;
  }

  /** True for the first event of a stream of changes: what the server will tell of. */
  public static boolean isAcknowledgement(RpcMessage message) {
    return message.method().equals("notifications/subscriptions/acknowledged");
  }

  /**
   * The first event of a stream of changes.
   *
   * @param id of the request, as JSON text
   * @param told what is told of, as JSON text
   */
  public static byte[] acknowledgement(String id, String told) {
    return Json.bytes(
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\",\"params\":"
            + "{\"notifications\":"
            + told
            + ",\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":"
            + id
            + "}}}");
  }

  /** What a client says once it read the answer to its first word. */
  public static byte[] ready() {
    return Json.bytes("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
  }

  /** The revision a server answers with to a client that asks for {@code wanted}. */
  public static String revision(String wanted) {
    return REVISIONS.contains(wanted) ? wanted : NEWEST;
  }
}
