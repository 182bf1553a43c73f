// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.assembly;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Several things under one key, in the order in which they came. For one thread. */
final class Shelf<T> {

  /** Ids have one thing or two; a tool without arguments may have thousands. */
  private static final int FEW = 16;

  private final Map<String, Collection<T>> things = new HashMap<>();

  /** Nothing is put under the empty key. */
  void put(String key, T thing) {
    if (key.isEmpty()) {
      return;
    }
    Collection<T> under = things.putIfAbsent(key, List.of(thing));
    if (under == null) {
      return;
    }
    if (under.size() == 1) {
      under = new ArrayList<>(under);
      things.put(key, under);
    } else if (under.size() == FEW && under instanceof List) {
      under = new LinkedHashSet<>(under);
      things.put(key, under);
    }
    under.add(thing);
  }

  void remove(String key, T thing) {
    Collection<T> under = things.get(key);
    if (under == null || !under.contains(thing)) {
      return;
    }
    if (under.size() == 1) {
      things.remove(key);
    } else {
      under.remove(thing);
    }
  }

  /** Those under a key now; not changed by what is put there later. */
  List<T> get(String key) {
    Collection<T> under = key.isEmpty() ? null : things.get(key);
    return under == null ? List.of() : List.copyOf(under);
  }
}
