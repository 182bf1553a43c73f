// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names that are left out of a list because another upstream has them. Each is logged once.
 * Bounded; safe for use by many threads.
 */
final class Collisions {

  private static final Logger LOG = LoggerFactory.getLogger(Collisions.class);
  private static final int MOST = 1000;

  private final Map<String, String> found = new TreeMap<>();

  /**
   * Notes a name that was left out.
   *
   * @param name as the endpoint would show it
   * @param meant the upstream a call of it goes to
   * @param hidden the upstream that has it too
   */
  void note(String name, String meant, String hidden) {
    String upstreams = hidden + " hidden by " + meant;
    synchronized (found) {
      if (found.size() >= MOST || upstreams.equals(found.put(name, upstreams))) {
        return;
      }
    }
    LOG.warn(
        "federation: {} of {} is left out of lists, since a call of it goes to {} (give one of"
            + " them another prefix)",
        name,
        hidden,
        meant);
  }

  /** By name, which upstream's is hidden by which. */
  Map<String, String> found() {
    synchronized (found) {
      return Collections.unmodifiableMap(new TreeMap<>(found));
    }
  }
}
