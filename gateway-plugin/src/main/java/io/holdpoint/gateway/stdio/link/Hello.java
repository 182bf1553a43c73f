// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.link;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RawObject;

/**
 * A wrapper's first word.
 *
 * @param protocol as {@link FrameKind#PROTOCOL}
 * @param version of the wrapper's build
 * @param name what the wrapped server is called in rules, catalogues and pages
 * @param session names the run of the host this wrapper belongs to: the same for all its wrappers
 * @param pid the wrapper's process id
 */
public record Hello(int protocol, String version, String name, String session, long pid) {

  public Hello {
    requireNonNull(version, "version");
    requireNonNull(name, "name");
    requireNonNull(session, "session");
  }

  /** As JSON. */
  public byte[] toBytes() {
    return Json.bytes(
        "{\"protocol\":"
            + protocol
            + ",\"version\":"
            + Json.quote(version)
            + ",\"name\":"
            + Json.quote(name)
            + ",\"session\":"
            + Json.quote(session)
            + ",\"pid\":"
            + pid
            + "}");
  }

  /**
   * Reads one.
   *
   * @param json what {@link #toBytes()} made; members that are missing become 0 or empty
   */
  public static Hello of(byte[] json) {
    RawObject members = ObjectReader.members(new RawMember("", json, 0, json.length));
    return new Hello(
        (int) number(members.raw("protocol")),
        members.text("version"),
        members.text("name"),
        members.text("session"),
        number(members.raw("pid")));
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException none) {
      return 0;
    }
  }
}
