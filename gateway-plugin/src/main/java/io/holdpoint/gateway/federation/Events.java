// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import io.holdpoint.gateway.mcp.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Server-sent events as this endpoint writes them. */
final class Events {

  private static final byte[] BEGIN = Json.bytes("event: message\n");
  private static final byte[] ID = Json.bytes("id: ");
  private static final byte[] DATA = Json.bytes("data: ");
  private static final byte[] END = Json.bytes("\n\n");

  private Events() {}

  /** An event with a JSON text. */
  static byte[] of(byte[] json) {
    return of(json, "");
  }

  /** An event with a JSON text and, unless empty, an id. */
  static byte[] of(byte[] json, String id) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + 64);
    out.writeBytes(BEGIN);
    if (!id.isEmpty()) {
      out.writeBytes(ID);
      out.writeBytes(Json.bytes(id));
      out.write('\n');
    }
    out.writeBytes(DATA);
    for (byte b : json) {
      if (b == '\n') {
        out.write('\n');
        out.writeBytes(DATA);
      } else if (b != '\r') {
        out.write(b);
      }
    }
    out.writeBytes(END);
    return out.toByteArray();
  }

  /** The id line of an event, or null: where it stands and what it says. */
  static @Nullable IdLine idLine(byte[] event) {
    int line = 0;
    for (int i = 0; i < event.length; i++) {
      if (event[i] == '\n' || event[i] == '\r') {
        if (i - line >= 3
            && event[line] == 'i'
            && event[line + 1] == 'd'
            && event[line + 2] == ':') {
          int from = line + 3 < i && event[line + 3] == ' ' ? line + 4 : line + 3;
          return new IdLine(from, i, new String(event, from, i - from, StandardCharsets.UTF_8));
        }
        line = i + 1;
      }
    }
    return null;
  }

  /** Where an id stands in an event, and what it says. */
  record IdLine(int start, int end, String id) {}
}
