// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Limits of a bridge.
 *
 * @param shared one server for all callers, instead of one for each protocol session
 * @param maxServers how many servers may run at once
 * @param maxWaiting how many requests one server may have open
 * @param idle after which a server nobody speaks to is ended
 * @param answer how long an answer may take
 * @param stop how long what is under way may take to end, once it is cancelled for good
 */
public record BridgeLimits(
    boolean shared, int maxServers, int maxWaiting, Duration idle, Duration answer, Duration stop) {

  public BridgeLimits {
    requireNonNull(idle, "idle");
    requireNonNull(answer, "answer");
    requireNonNull(stop, "stop");
  }
}
