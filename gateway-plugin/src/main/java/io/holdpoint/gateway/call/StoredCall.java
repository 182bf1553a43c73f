// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.HttpRequest;
import io.holdpoint.gateway.mcp.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A request, as it is kept for a caller that asks for its answer later: without its credential.
 *
 * @param target the request target
 * @param headers names and values, in turn
 * @param body its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never copied or compared.
record StoredCall(String target, List<String> headers, byte[] body) {

  private static final Set<String> NOT_KEPT = Set.of("authorization", "cookie");
  private static final byte LINE_END = '\n';

  static StoredCall of(HttpRequest request) {
    List<String> headers = new ArrayList<>();
    for (Map.Entry<String, String> field : request.headers().endToEnd(NOT_KEPT).entries()) {
      headers.add(field.getKey());
      headers.add(field.getValue());
    }
    return new StoredCall(request.target(), List.copyOf(headers), request.body());
  }

  /** Lines of text up to an empty one, then the body. */
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 512);
    out.writeBytes(Json.bytes(target + "\n"));
    headers.forEach(text -> out.writeBytes(Json.bytes(text.strip() + " \n")));
    out.write(LINE_END);
    out.writeBytes(body);
    return out.toByteArray();
  }

  /** Reads what {@link #bytes} wrote. */
  static StoredCall read(byte[] bytes) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == LINE_END) {
        if (i == start) {
          break;
        }
        lines.add(new String(bytes, start, i - start, StandardCharsets.UTF_8).strip());
        start = i + 1;
      }
    }
    return new StoredCall(
        lines.getFirst(),
        List.copyOf(lines.subList(1, lines.size())),
        Arrays.copyOfRange(bytes, start + 1, bytes.length));
  }

  /** The request, made again on another connection. */
  HttpRequest request(long connection) {
    return new HttpRequest(
        "POST", target, Headers.of(headers.toArray(new String[0])), body, connection);
  }
}
