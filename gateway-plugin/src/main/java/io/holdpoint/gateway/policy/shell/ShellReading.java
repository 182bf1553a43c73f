// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * Every command a text would run if a POSIX shell (or bash) read it: in lists, pipes, subshells,
 * substitutions, in the words of {@code sh -c}, {@code eval}, {@code sudo}, {@code xargs}, {@code
 * find -exec} and their like. What cannot be known before it runs is said to be unclear.
 *
 * @param commands in the order they were found
 */
public record ShellReading(List<ShellCommand> commands) {

  static final int LONGEST = 64 * 1024;
  static final int DEEPEST = 16;
  static final int MOST = 1000;

  public ShellReading {
    commands = List.copyOf(commands);
  }

  /** Reads a text. */
  public static ShellReading of(String text) {
    List<ShellCommand> found = new ArrayList<>();
    if (text.length() > LONGEST) {
      found.add(ShellCommand.UNREADABLE);
    } else {
      read(text, 0, found);
    }
    return new ShellReading(found);
  }

  /** A command that was given as words: no shell splits them. */
  public static ShellReading of(List<String> words) {
    List<ShellCommand> found = new ArrayList<>();
    SimpleCommand command = new SimpleCommand();
    words.forEach(word -> command.add(new ShellWord(word, false)));
    new Unwrapping(found, 0).take(command);
    return new ShellReading(found);
  }

  /** True if more may run than the commands say. */
  public boolean unclear() {
    return commands.stream().anyMatch(ShellCommand::unclear);
  }

  static void read(String text, int depth, List<ShellCommand> found) {
    if (depth > DEEPEST || found.size() > MOST) {
      if (found.isEmpty() || !found.getLast().equals(ShellCommand.UNREADABLE)) {
        found.add(ShellCommand.UNREADABLE);
      }
      return;
    }
    new ShellSplitter(text, depth, found).read();
  }
}
