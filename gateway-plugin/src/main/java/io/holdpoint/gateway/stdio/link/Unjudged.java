// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.link;

import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RawObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A call that went on although nobody could judge it.
 *
 * @param request as its client sent it
 * @param answer as its server answered
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never copied or compared.
public record Unjudged(byte[] request, byte[] answer) {

  private static final byte[] OPEN = ascii("{\"request\":");
  private static final byte[] MIDDLE = ascii(",\"answer\":");

  /** As JSON. */
  public byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(request.length + answer.length + 32);
    out.writeBytes(OPEN);
    out.writeBytes(request);
    out.writeBytes(MIDDLE);
    out.writeBytes(answer);
    out.write('}');
    return out.toByteArray();
  }

  /** Reads one; a member that is missing is empty. */
  public static Unjudged of(byte[] json) {
    RawObject members = ObjectReader.members(new RawMember("", json, 0, json.length));
    return new Unjudged(utf8(members.raw("request")), utf8(members.raw("answer")));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
