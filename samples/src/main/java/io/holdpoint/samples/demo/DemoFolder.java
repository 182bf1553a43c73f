// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a demo: a given one, which stays, or a temporary one, which goes.
 *
 * @param path the folder, which exists
 * @param temporary whether closing deletes it
 */
record DemoFolder(Path path, boolean temporary) implements AutoCloseable {

  /**
   * Opens a folder.
   *
   * @param given an empty or new folder, or null for a temporary one
   * @throws IllegalArgumentException if the given folder has something in it
   */
  static DemoFolder open(@Nullable Path given) throws IOException {
    if (given == null) {
      return new DemoFolder(Files.createTempDirectory("holdpoint-demo-"), true);
    }
    Files.createDirectories(given);
    try (Stream<Path> entries = Files.list(given)) {
      if (entries.findAny().isPresent()) {
        throw new IllegalArgumentException(
            "--data: got " + given + " (expected: a new or an empty folder)");
      }
    }
    return new DemoFolder(given, false);
  }

  @Override
  public void close() throws IOException {
    if (!temporary) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> walk = Files.walk(path)) {
      deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      Files.deleteIfExists(each);
    }
  }
}
