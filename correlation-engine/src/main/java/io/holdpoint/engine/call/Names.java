// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.call;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * One string for each tool name, so that the calls a window keeps share it and comparing names
 * seldom has to read them. Safe for use by many threads.
 */
public final class Names {
  /** Beyond this many, names are taken as they come: callers choose them. */
  private static final int MOST = 4096;

  private final ConcurrentMap<String, String> names = new ConcurrentHashMap<>();

  /** An equal string, the same one each time. */
  public String same(String name) {
    String known = names.get(name);
    if (known != null) {
      return known;
    }
    if (names.size() >= MOST) {
      return name;
    }
    String first = names.putIfAbsent(name, name);
    return first == null ? name : first;
  }
}
