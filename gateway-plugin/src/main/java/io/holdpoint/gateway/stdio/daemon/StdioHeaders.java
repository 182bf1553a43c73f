// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.daemon;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.modern.ModernProtocol;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Header fields for messages of a transport that has none: as their client would write them. */
final class StdioHeaders {

  private static final String BASE64 = "=?base64?";

  private final String session;
  private final ModernProtocol modern = new ModernProtocol();

  /**
   * @param session the run of the host, in words that are safe in a header
   */
  StdioHeaders(String session) {
    this.session = session;
  }

  Headers of(RpcMessage message) {
    Headers headers = forListening().set("content-type", "application/json");
    if (modern.speaks(message)) {
      for (Map.Entry<String, String> field : ModernProtocol.mirrored(message).entrySet()) {
        headers.set(field.getKey(), encoded(field.getValue()));
      }
    }
    return headers;
  }

  /** For a stream of what the server says by itself. */
  Headers forListening() {
    return Headers.of("accept", "application/json, text/event-stream", "baggage", baggage());
  }

  /** What names the session of whoever says nothing better. */
  String baggage() {
    return "session.id=" + session;
  }

  /** Whatever is no plain text would not survive in a field. */
  private static String encoded(String value) {
    boolean plain =
        !value.startsWith(BASE64)
            && value.equals(value.strip())
            && value.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    return plain
        ? value
        : BASE64
            + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))
            + "?=";
  }
}
