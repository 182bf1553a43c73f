// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.forms;

import io.holdpoint.model.document.DocumentReader;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A condition with a name; what it uses must have been named before it, so none can go round. */
final class Macro {
  private static final Pattern NAMED = Pattern.compile("\\$\\{([a-z0-9-]+)}");
  private static final int LONGEST = 10_000;

  private Macro() {}

  /**
   * The condition in brackets, filled in.
   *
   * @param known name to EPL
   * @param unknown is told of names that stand for nothing, or for too much
   */
  static String expand(String text, Map<String, String> known, Consumer<String> unknown) {
    String filled =
        NAMED
            .matcher(text.strip())
            .replaceAll(
                place -> {
                  String value = known.get(place.group(1));
                  if (value == null) {
                    unknown.accept(place.group(1));
                    return "0";
                  }
                  return Matcher.quoteReplacement(value);
                });
    if (filled.length() > LONGEST) {
      unknown.accept("more than " + LONGEST + " characters");
      return "(false)";
    }
    return "(" + filled + ")";
  }

  /** Says which names stood for nothing. */
  static void complain(
      DocumentReader texts, String name, List<String> unknown, Collection<String> known) {
    if (!unknown.isEmpty()) {
      texts.problem(
          name,
          "got " + unknown + " (expected: parameters, or macros before it, of " + known + ")");
    }
  }
}
