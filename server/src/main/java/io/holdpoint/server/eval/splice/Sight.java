// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.splice;

import io.holdpoint.engine.drift.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A way to see drift: a method of the engine, or the simplest there is.
 *
 * @param method the engine's, empty for the first tool that no clean session used
 */
public record Sight(Optional<Method> method) {

  /** The first tool that no clean session used. */
  static final Sight NEW_TOOL = new Sight(Optional.empty());

  /** All of them, the simplest first. */
  public static List<Sight> all() {
    List<Sight> all = new ArrayList<>(List.of(NEW_TOOL));
    Arrays.stream(Method.values()).forEach(method -> all.add(new Sight(Optional.of(method))));
    return all;
  }

  /** The word in reports. */
  public String word() {
    return method.map(m -> m.name().toLowerCase(Locale.ROOT).replace('_', '-')).orElse("new-tool");
  }
}
