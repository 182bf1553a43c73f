// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which upstreams are left out for now. Logs when that changes. Safe for use by many threads. */
final class Outages {

  private static final Logger LOG = LoggerFactory.getLogger(Outages.class);

  private final Set<String> out = ConcurrentHashMap.newKeySet();

  void failed(String upstream, String why) {
    if (out.add(upstream)) {
      LOG.warn("federation: {} is left out of lists: {}", upstream, why);
    }
  }

  void well(String upstream) {
    if (!out.isEmpty() && out.remove(upstream)) {
      LOG.info("federation: {} is back in lists", upstream);
    }
  }
}
