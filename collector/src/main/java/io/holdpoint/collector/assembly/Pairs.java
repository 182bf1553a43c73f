// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.assembly;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Maps of none or one, as most of those are that are kept by the thousand: a growing one would take
 * four objects for it.
 */
final class Pairs {

  private Pairs() {}

  /** A map with this in it, too; {@code map} is not used any more. */
  static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
    if (map.isEmpty() || (map.size() == 1 && map.containsKey(key))) {
      return Map.of(key, value);
    }
    Map<K, V> grown = map.size() == 1 ? new LinkedHashMap<>(map) : map;
    grown.put(key, value);
    return grown;
  }

  /** A map without it; {@code map} is not used any more. */
  static <K, V> Map<K, V> without(Map<K, V> map, K key) {
    if (!map.containsKey(key)) {
      return map;
    }
    if (map.size() == 1) {
      return Map.of();
    }
    map.remove(key);
    return map.size() == 1 ? Map.copyOf(map) : map;
  }
}
