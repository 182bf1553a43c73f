// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Idle upstream connections of one loop to one target, the last used first: the others may age and
 * be closed. For the loop's thread only.
 */
final class IdleConnections {

  private static final int MOST = 128;

  private final ArrayDeque<UpstreamConnection> connections = new ArrayDeque<>();

  @Nullable UpstreamConnection take(long nowNanos) {
    for (UpstreamConnection c = connections.pollFirst(); c != null; c = connections.pollFirst()) {
      if (c.isUsable(nowNanos)) {
        return c;
      }
      c.close();
    }
    return null;
  }

  void give(UpstreamConnection connection) {
    if (connections.size() >= MOST) {
      connection.close();
    } else {
      connections.addFirst(connection);
    }
  }

  void remove(UpstreamConnection connection) {
    connections.remove(connection);
  }

  void closeStale(long nowNanos) {
    connections.removeIf(
        c -> {
          boolean stale = !c.isUsable(nowNanos);
          if (stale) {
            c.close();
          }
          return stale;
        });
  }
}
