// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.shell;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * One command as a shell would run it.
 *
 * @param name the program without its folder, empty if the shell would find it out only then
 * @param words name and arguments, quotes and escapes resolved
 * @param writes files that output is sent to
 * @param unclear true if more may run, or something else, than can be read here
 * @param partial true if some of its arguments are known only when it runs
 */
public record ShellCommand(
    String name, List<String> words, List<String> writes, boolean unclear, boolean partial) {

  /** What nobody can read. */
  static final ShellCommand UNREADABLE = new ShellCommand("", List.of(), List.of(), true, true);

  public ShellCommand {
    requireNonNull(name, "name");
    words = List.copyOf(words);
    writes = List.copyOf(writes);
  }

  /** What follows the name. */
  public List<String> arguments() {
    return words.isEmpty() ? words : words.subList(1, words.size());
  }

  /** Options without dashes and values: {@code -rf --force=yes} is r, f and force. */
  public List<String> flags() {
    List<String> flags = new ArrayList<>();
    for (String word : arguments()) {
      if (word.equals("--")) {
        break;
      }
      if (word.startsWith("--")) {
        int end = word.indexOf('=');
        flags.add(end < 0 ? word.substring(2) : word.substring(2, end));
      } else if (word.startsWith("-")) {
        word.substring(1).chars().forEach(c -> flags.add(String.valueOf((char) c)));
      }
    }
    return flags;
  }

  /** Arguments that are no options. */
  public List<String> operands() {
    List<String> operands = new ArrayList<>();
    boolean all = false;
    for (String word : arguments()) {
      if (!all && word.equals("--")) {
        all = true;
      } else if (all || !word.startsWith("-") || word.equals("-")) {
        operands.add(word);
      }
    }
    return operands;
  }
}
