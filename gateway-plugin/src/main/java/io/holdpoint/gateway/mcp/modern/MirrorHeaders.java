// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp.modern;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.ProtocolViolation;
import io.holdpoint.gateway.mcp.RpcMessage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The headers that repeat what the body says. Whoever routes by them must be able to trust them, so
 * a request whose headers and body disagree goes nowhere.
 */
final class MirrorHeaders {

  /** The protocol's code for it. */
  static final int MISMATCH = -32020;

  /** Repeats what a request is about. */
  static final String NAME = "Mcp-Name";

  private MirrorHeaders() {}

  /** The fields a client of this message sends, by name. */
  static Map<String, String> of(RpcMessage message, String revision) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("MCP-Protocol-Version", revision);
    if (message.form() == RpcMessage.Form.REQUEST) {
      fields.put("Mcp-Method", message.method());
      String name = mirrored(message);
      if (name != null) {
        fields.put("Mcp-Name", name);
      }
    }
    return fields;
  }

  static void check(Headers headers, RpcMessage message, String revision) throws ProtocolViolation {
    agree(headers, message, "MCP-Protocol-Version", revision);
    if (message.form() != RpcMessage.Form.REQUEST) {
      return;
    }
    agree(headers, message, "Mcp-Method", message.method());
    String name = mirrored(message);
    if (name != null) {
      agree(headers, message, NAME, name);
    }
  }

  private static @Nullable String mirrored(RpcMessage message) {
    return switch (message.method()) {
      case "tools/call", "prompts/get" -> message.params().text("name");
      case "resources/read" -> message.params().text("uri");
      case "tasks/get", "tasks/update", "tasks/cancel" -> message.params().text("taskId");
      default -> null;
    };
  }

  private static void agree(Headers headers, RpcMessage message, String header, String body)
      throws ProtocolViolation {
    List<String> values = headers.all(header);
    String got = values.size() == 1 ? decoded(values.get(0)) : null;
    if (!body.equals(got)) {
      String id = message.id().isEmpty() ? "null" : message.id();
      String what =
          values.isEmpty()
              ? "nothing"
              : values.size() > 1 ? "several values" : Json.quote(values.get(0));
      throw new ProtocolViolation(
          400, MISMATCH, id, header + ": got " + what + " (expected: what the body says)");
    }
  }

  /** The headers with those changed that repeat an argument, or what a resource is called. */
  static Headers changed(Headers headers, UnaryOperator<String> change) {
    Headers changed = headers.endToEnd(Set.of());
    for (String name : headers.names()) {
      boolean repeats =
          name.regionMatches(true, 0, "Mcp-Param-", 0, 10) || name.equalsIgnoreCase(NAME);
      String value = decoded(headers.text(name));
      if (repeats && value != null) {
        String other = change.apply(value);
        if (!other.equals(value)) {
          changed.set(name, encoded(other));
        }
      }
    }
    return changed;
  }

  /** A value as it travels in a header. */
  static String encoded(String value) {
    boolean plain =
        value.chars().allMatch(c -> c >= 0x20 && c < 0x7f)
            && value.equals(value.strip())
            && !value.startsWith("=?base64?");
    return plain
        ? value
        : "=?base64?"
            + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))
            + "?=";
  }

  /** Values that are not plain ASCII travel as {@code =?base64?...?=}. */
  private static @Nullable String decoded(String value) {
    if (!value.startsWith("=?base64?") || !value.endsWith("?=") || value.length() < 11) {
      return value;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(value.substring(9, value.length() - 2));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }
}
