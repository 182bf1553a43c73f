// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.wrap;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What to wrap.
 *
 * @param name what the server is called in rules, catalogues and pages
 * @param command program and arguments
 */
record WrapOptions(String name, List<String> command) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

  /** Left by the installer where a host's entry had no arguments; means nothing here. */
  private static final String NO_ARGUMENTS = "--no-args";

  WrapOptions {
    command = List.copyOf(command);
  }

  /**
   * Reads {@code --name NAME -- CMD ARGS...}.
   *
   * @throws IllegalArgumentException if it reads otherwise
   */
  static WrapOptions of(List<String> words) {
    int end = words.indexOf("--");
    List<String> own = end < 0 ? words : words.subList(0, end);
    List<String> command = end < 0 ? List.of() : words.subList(end + 1, words.size());
    String name = "";
    for (int i = 0; i < own.size(); i++) {
      String word = own.get(i);
      if (word.equals("--name") && i + 1 < own.size()) {
        name = own.get(++i);
      } else if (word.startsWith("--name=")) {
        name = word.substring("--name=".length());
      } else if (!word.equals(NO_ARGUMENTS)) {
        throw new IllegalArgumentException(
            "wrap: got \"" + word + "\" (expected: --name NAME -- COMMAND ARGUMENTS...)");
      }
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "--name: got \"" + name + "\" (expected: letters, digits, - and _, at most 63)");
    }
    if (command.isEmpty()) {
      throw new IllegalArgumentException(
          "wrap: got no command (expected: --name NAME -- COMMAND ARGUMENTS...)");
    }
    return new WrapOptions(name, command);
  }
}
