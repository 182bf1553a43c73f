// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.feed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Where a feed stands, in a file that is either the old one or the new one. For one thread. */
final class FeedCursor {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;

  FeedCursor(Path file) {
    this.file = file;
  }

  /**
   * A place in a journal.
   *
   * @param journal the journal's name
   * @param record the number of a record, 0 for the beginning
   * @param hash of the chain there, in hexadecimal; empty if not known
   */
  record Mark(String journal, long record, String hash) {}

  /**
   * What was written last; empty if nothing was.
   *
   * @throws IOException if the file cannot be read or understood
   */
  Optional<Mark> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(Files.readString(file, StandardCharsets.UTF_8));
      if (json.path("record").isIntegralNumber()) {
        return Optional.of(
            new Mark(
                json.path("journal").asString(""),
                json.path("record").asLong(),
                json.path("hash").asString("")));
      }
    } catch (JacksonException notJson) {
      throw new IOException(file + ": got no JSON (expected: a feed's cursor)", notJson);
    }
    throw new IOException(file + ": got something else (expected: a feed's cursor)");
  }

  /** Returns once the mark is on the disk. */
  void write(Mark mark) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("journal", mark.journal());
    json.put("record", mark.record());
    json.put("hash", mark.hash());
    Path half = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            half,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(json));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
