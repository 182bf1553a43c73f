// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.api.json;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.mcp.Json;

/**
 * An answer to a host.
 *
 * @param status of HTTP
 * @param json its body
 */
public record HostReply(int status, String json) {

  public HostReply {
    requireNonNull(json, "json");
  }

  /** An answer that says yes or no. */
  public static HostReply ok(String json) {
    return new HostReply(200, json);
  }

  /**
   * An error.
   *
   * @param code stable, for programs
   * @param message for people, without secrets
   */
  public static HostReply error(int status, String code, String message) {
    return new HostReply(
        status, "{\"code\":" + Json.quote(code) + ",\"message\":" + Json.quote(message) + "}");
  }
}
