// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper.aggregate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** One memory for each value of the further columns; of many, those used last. */
final class Keyed<M> {
  /** How many values are told apart within one group. */
  static final int MOST = 256;

  private final Supplier<M> maker;
  private final Map<List<Object>, M> memories = new LinkedHashMap<>(4, 0.75f, true);

  Keyed(Supplier<M> maker) {
    this.maker = maker;
  }

  M of(List<Object> key) {
    M known = memories.get(key);
    if (known != null) {
      return known;
    }
    if (memories.size() == MOST) {
      memories.remove(memories.keySet().iterator().next());
    }
    M made = maker.get();
    memories.put(key, made);
    return made;
  }

  void clear() {
    memories.clear();
  }
}
