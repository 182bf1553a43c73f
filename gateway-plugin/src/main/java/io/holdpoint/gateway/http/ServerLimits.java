// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a server takes from its clients at most.
 *
 * @param maxBody the longest request body, in bytes
 * @param maxConnections how many connections at once
 * @param request how long a request may take to come in, from its first byte to its last
 * @param stall how long a client may take in nothing of what it is sent
 */
public record ServerLimits(long maxBody, int maxConnections, Duration request, Duration stall) {

  public ServerLimits {
    requireNonNull(request, "request");
    requireNonNull(stall, "stall");
  }
}
