// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Waits for something of each of several upstreams. Every one reports once, within its own limit.
 * On one loop.
 */
final class Gathering<T> {

  private final Map<String, T> got = new LinkedHashMap<>();
  private final Consumer<Map<String, T>> then;
  private int missing;

  /**
   * @param then told once, of all that came, by upstream in the order given
   */
  Gathering(List<String> upstreams, T absent, Consumer<Map<String, T>> then) {
    this.missing = upstreams.size();
    this.then = then;
    upstreams.forEach(upstream -> got.put(upstream, absent));
    if (missing == 0) {
      then.accept(got);
    }
  }

  void add(String upstream, T value) {
    got.put(upstream, value);
    if (--missing == 0) {
      then.accept(got);
    }
  }
}
