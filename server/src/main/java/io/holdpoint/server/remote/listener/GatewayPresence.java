// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.listener;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A gateway as its engine knows it.
 *
 * @param name it was enrolled under
 * @param connected true if it follows now and was heard within the lease
 * @param heardAt when it was last heard
 * @param applied sequence of the last signal that it said stands there
 * @param latest sequence of the latest signal there is
 */
public record GatewayPresence(
    String name, boolean connected, Instant heardAt, long applied, long latest) {

  public GatewayPresence {
    requireNonNull(name, "name");
    requireNonNull(heardAt, "heardAt");
  }
}
