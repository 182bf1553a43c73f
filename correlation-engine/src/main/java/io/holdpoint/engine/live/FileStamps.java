// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What rule files look like from outside: cheap to take, and different when one was written.
 *
 * @param stamps path, size and time of each
 */
record FileStamps(List<String> stamps) {
  static FileStamps of(List<Path> paths) {
    List<String> stamps = new ArrayList<>();
    for (Path path : paths) {
      add(path, stamps);
    }
    return new FileStamps(List.copyOf(stamps));
  }

  private static void add(Path path, List<String> stamps) {
    try {
      if (!Files.isDirectory(path)) {
        stamps.add(path + " " + Files.size(path) + " " + Files.getLastModifiedTime(path));
        return;
      }
      List<Path> files;
      try (Stream<Path> inside = Files.list(path)) {
        files = inside.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
      }
      files.forEach(file -> add(file, stamps));
    } catch (IOException e) {
      stamps.add(path + " " + e.getClass().getSimpleName());
    }
  }
}
