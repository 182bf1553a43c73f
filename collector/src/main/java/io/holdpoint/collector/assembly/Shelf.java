// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.assembly;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Several things under one key, in the order in which they came. For one thread. */
final class Shelf<T> {

  /** Ids have one thing or two; a tool without arguments may have thousands. */
  private static final int FEW = 16;

  /** The thing itself where there is one, else a collection of them. */
  private final Map<String, Object> things = new HashMap<>();

  /** Nothing is put under the empty key. */
  void put(String key, T thing) {
    if (key.isEmpty()) {
      return;
    }
    Object under = things.putIfAbsent(key, thing);
    if (under == null) {
      return;
    }
    Collection<T> several = under instanceof Collection ? collection(under) : new ArrayList<>(2);
    if (!(under instanceof Collection)) {
      several.add(one(under));
      things.put(key, several);
    } else if (several.size() == FEW && several instanceof List) {
      several = new LinkedHashSet<>(several);
      things.put(key, several);
    }
    several.add(thing);
  }

  void remove(String key, T thing) {
    Object under = things.get(key);
    if (under instanceof Collection) {
      Collection<T> several = collection(under);
      several.remove(thing);
      if (several.size() == 1) {
        things.put(key, several.iterator().next());
      }
    } else if (thing.equals(under)) {
      things.remove(key);
    }
  }

  /** Those under a key now; not changed by what is put there later. */
  List<T> get(String key) {
    Object under = key.isEmpty() ? null : things.get(key);
    if (under == null) {
      return List.of();
    }
    return under instanceof Collection ? List.copyOf(collection(under)) : List.of(one(under));
  }

  /** True if it holds of one of those under a key. */
  boolean any(String key, Predicate<T> holds) {
    Object under = key.isEmpty() ? null : things.get(key);
    if (under == null) {
      return false;
    }
    return under instanceof Collection
        ? collection(under).stream().anyMatch(holds)
        : holds.test(one(under));
  }

  @SuppressWarnings("unchecked") // only things of this kind are put
  private T one(Object under) {
    return (T) under;
  }

  @SuppressWarnings("unchecked") // only such collections are put
  private Collection<T> collection(Object under) {
    return (Collection<T>) under;
  }
}
