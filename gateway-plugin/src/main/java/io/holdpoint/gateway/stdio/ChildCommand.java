// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to run.
 *
 * @param words program and arguments, at least one; passed on as they are, no shell reads them
 * @param environment all of the child's environment; values may be secret
 * @param folder where it runs, or null for this process's own
 */
public record ChildCommand(
    List<String> words, Map<String, String> environment, @Nullable Path folder) {

  public ChildCommand {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
    if (words.isEmpty() || words.getFirst().isBlank()) {
      throw new IllegalArgumentException("command: got nothing (expected: a program)");
    }
  }

  /**
   * Where the program is: as a shell would find it.
   *
   * @throws IOException if there is no such program
   */
  public Path program() throws IOException {
    String name = words.getFirst();
    if (name.indexOf('/') >= 0 || name.indexOf(File.separatorChar) >= 0) {
      Path path = folder == null ? Path.of(name) : folder.resolve(name);
      return runnable(path, name);
    }
    for (String folderName : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
      Path path = Path.of(folderName.isEmpty() ? "." : folderName, name);
      if (Files.isExecutable(path) && !Files.isDirectory(path)) {
        return path;
      }
    }
    throw new IOException(
        "command: got \"" + name + "\" (expected: a program in one of the folders of PATH)");
  }

  /** The program only: arguments and environment may be secret. */
  @Override
  public String toString() {
    return words.getFirst();
  }

  private static Path runnable(Path path, String name) throws IOException {
    if (!Files.isExecutable(path) || Files.isDirectory(path)) {
      throw new IOException("command: got \"" + name + "\" (expected: a program that can be run)");
    }
    return path;
  }
}
