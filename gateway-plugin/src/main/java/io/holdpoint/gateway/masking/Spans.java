// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import java.util.Arrays;

/** Places in a text and what was found there, in order and without overlaps. Reused. */
final class Spans {

  private long[] places = new long[16];
  private EntityType[] types = new EntityType[16];
  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  int start(int i) {
    return (int) (places[i] >>> 32);
  }

  int end(int i) {
    return (int) places[i];
  }

  EntityType type(int i) {
    return types[i];
  }

  /** Adds a place. Of two that overlap the longer one stays. */
  void add(int start, int end, EntityType type) {
    int at = size;
    while (at > 0 && start(at - 1) >= start) {
      at--;
    }
    int from = at > 0 && end(at - 1) > start ? at - 1 : at;
    int to = from;
    int longest = 0;
    while (to < size && start(to) < end) {
      longest = Math.max(longest, end(to) - start(to));
      to++;
    }
    if (longest >= end - start) {
      return;
    }
    int tail = size - to;
    if (from + 1 + tail > places.length) {
      places = Arrays.copyOf(places, 2 * places.length);
      types = Arrays.copyOf(types, 2 * types.length);
    }
    System.arraycopy(places, to, places, from + 1, tail);
    System.arraycopy(types, to, types, from + 1, tail);
    places[from] = ((long) start << 32) | end;
    types[from] = type;
    size = from + 1 + tail;
  }
}
