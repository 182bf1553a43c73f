// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.assembly;

import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Names of tools as gateways and frameworks have them. Frameworks put the server's name before a
 * tool's, with whatever between them: {@code mcp__crm__search}, {@code crm.search}.
 */
final class ToolNames {

  private ToolNames() {}

  /** True if {@code told} may be what a framework calls the tool {@code seen}. */
  static boolean same(String told, String seen) {
    int from = told.length() - seen.length();
    return from >= 0
        && !seen.isEmpty()
        && told.regionMatches(true, from, seen, 0, seen.length())
        && (from == 0 || isBetween(told, from));
  }

  /** The name in small letters, and what is left of it behind each separator. */
  static String[] endings(String told) {
    String name = told.toLowerCase(Locale.ROOT);
    return IntStream.range(0, name.length())
        .filter(at -> at == 0 || isBetween(name, at))
        .mapToObj(name::substring)
        .toArray(String[]::new);
  }

  private static boolean isBetween(String told, int at) {
    char before = told.charAt(at - 1);
    boolean letter = Character.isLetterOrDigit(before);
    return !letter && Character.isLetterOrDigit(told.charAt(at));
  }
}
