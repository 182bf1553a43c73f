// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.assembly;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Several things under one key, in the order in which they came. For one thread. */
final class Shelf<T> {

  private final Map<String, List<T>> things = new HashMap<>();

  /** Nothing is put under the empty key. */
  void put(String key, T thing) {
    if (!key.isEmpty()) {
      things.computeIfAbsent(key, k -> new ArrayList<>(2)).add(thing);
    }
  }

  void remove(String key, T thing) {
    List<T> under = things.get(key);
    if (under != null && under.remove(thing) && under.isEmpty()) {
      things.remove(key);
    }
  }

  /** Those under a key now; not changed by what is put there later. */
  List<T> get(String key) {
    List<T> under = key.isEmpty() ? null : things.get(key);
    return under == null ? List.of() : List.copyOf(under);
  }
}
