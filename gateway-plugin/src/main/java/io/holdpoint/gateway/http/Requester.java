// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

import static java.util.Objects.requireNonNull;

/**
 * For whom a request is sent: what the gateway's own credential for it may depend on. Nothing of it
 * is sent.
 *
 * @param owner equal for all requests of one principal, and only for them
 * @param token the access token that principal called with, empty if it came with none
 * @param tool the tool that is called, empty if none is
 * @param approved true if a person said yes to this very call
 */
public record Requester(String owner, String token, String tool, boolean approved) {

  public Requester {
    requireNonNull(owner, "owner");
    requireNonNull(token, "token");
    requireNonNull(tool, "tool");
  }

  /** Whoever has no token and calls no tool. */
  public static Requester of(String owner) {
    return new Requester(owner, "", "", false);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "requester "
        + owner
        + (token.isEmpty() ? "" : " with a token")
        + (tool.isEmpty() ? "" : " calling " + tool)
        + (approved ? ", approved" : "");
  }
}
