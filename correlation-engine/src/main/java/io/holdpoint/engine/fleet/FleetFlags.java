// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.fleet;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What rules across sessions flagged for a while: a tool, a server, an agent, a person, a
 * destination, one call's very arguments. Shards read it as columns; only the fleet's thread
 * writes. At most {@link #MOST} flags; beyond that those which end first give way.
 */
public final class FleetFlags {
  private static final int MOST = 10_000;

  private final ConcurrentMap<Flag, Long> flags = new ConcurrentHashMap<>();

  private record Flag(String tenant, String column, String value) {}

  /** True if nothing is flagged. */
  public boolean isEmpty() {
    return flags.isEmpty();
  }

  /**
   * Flags a value; a flag that stands longer stays.
   *
   * @param tenant whose
   * @param column what kind of value, the name of a column
   * @param value an empty one is never flagged
   * @param until engine time, milliseconds since 1970
   */
  public void raise(String tenant, String column, String value, long until) {
    requireNonNull(value, "value");
    if (value.isEmpty()) {
      return;
    }
    flags.merge(new Flag(tenant, column, value), until, Math::max);
    if (flags.size() > MOST) {
      flags.entrySet().stream()
          .min(java.util.Map.Entry.comparingByValue())
          .ifPresent(first -> flags.remove(first.getKey()));
    }
  }

  /**
   * Whether a value is flagged.
   *
   * @param now engine time, milliseconds since 1970
   */
  public boolean isRaised(String tenant, String column, String value, long now) {
    if (flags.isEmpty() || value.isEmpty()) {
      return false;
    }
    Long until = flags.get(new Flag(tenant, column, value));
    return until != null && now < until;
  }
}
