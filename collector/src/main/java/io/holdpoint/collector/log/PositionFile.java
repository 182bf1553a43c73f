// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;

/** Up to where the log is projected, in a file that is replaced whole. */
final class PositionFile {

  private final Path file;

  PositionFile(Path folder) {
    this(folder, "projected");
  }

  PositionFile(Path folder, String name) {
    this.file = folder.resolve(name);
  }

  /** The position noted last, or empty if there is none that can be read. */
  OptionalLong read() throws IOException {
    try {
      return OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
    } catch (NoSuchFileException | NumberFormatException none) {
      return OptionalLong.empty(); // everything kept is projected again, which changes nothing
    }
  }

  void write(long position) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, position + "\n", StandardCharsets.US_ASCII);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
