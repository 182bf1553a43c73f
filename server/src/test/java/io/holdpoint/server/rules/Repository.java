// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.rules;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The sources of all modules. */
final class Repository {

  static final List<String> MODULES =
      List.of(
          "model",
          "gateway-plugin",
          "collector",
          "correlation-engine",
          "dashboard",
          "server",
          "samples");

  private static final Path ROOT =
      Path.of(
          requireNonNull(
              System.getProperty("holdpoint.root"),
              "holdpoint.root: got nothing (expected: the folder of the root POM)"));

  private Repository() {}

  static Path root() {
    return ROOT;
  }

  /** All Java files of a module below {@code src/main} or {@code src/test}. */
  static List<Path> javaFiles(String module, String... kinds) {
    return Stream.of(kinds)
        .flatMap(kind -> below(ROOT.resolve(module).resolve("src/" + kind)))
        .toList();
  }

  /** All Java files, tests included. */
  static List<Path> javaFiles() {
    return MODULES.stream().flatMap(m -> javaFiles(m, "main", "test").stream()).toList();
  }

  static String nameOf(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> below(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(".java")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
