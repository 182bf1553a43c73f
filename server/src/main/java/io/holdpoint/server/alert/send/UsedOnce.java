// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert.send;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import io.holdpoint.model.json.Hashes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What counts once, over restarts too: a file of hashes, on the disk before anything counts. What
 * cannot be written does not count. Safe for use by many threads.
 */
final class UsedOnce {

  private static final Logger LOG = LoggerFactory.getLogger(UsedOnce.class);
  private static final Pattern LINE = Pattern.compile("(\\d{1,15}) ([0-9a-f]{64})");
  private static final int MOST = 100_000;

  private final Path file;
  private final InstantSource clock;
  private final Map<String, Instant> used = new LinkedHashMap<>();

  /**
   * Reads what was used.
   *
   * @throws IOException if the file cannot be read or written
   */
  UsedOnce(Path file, InstantSource clock) throws IOException {
    this.file = requireNonNull(file, "file");
    this.clock = requireNonNull(clock, "clock");
    if (Files.exists(file)) {
      Files.readString(file, US_ASCII).lines().forEach(this::read);
    }
    rewrite();
  }

  /** True, once, for anything that is good until a time. */
  synchronized boolean first(String what, Instant until) {
    try {
      if (used.size() >= MOST / 2) {
        rewrite();
      }
      String hash = Hashes.sha256Hex(64, what);
      if (!clock.instant().isBefore(until) || used.size() >= MOST || used.containsKey(hash)) {
        return false;
      }
      append(line(hash, until));
      used.put(hash, until);
      return true;
    } catch (IOException e) {
      LOG.error("{}: cannot be written, so no reply counts", file, e);
      return false;
    }
  }

  private void read(String line) {
    Matcher matcher = LINE.matcher(line);
    if (matcher.matches()) {
      used.put(matcher.group(2), Instant.ofEpochMilli(Long.parseLong(matcher.group(1))));
    } else {
      LOG.warn("{}: a line was cut and is left out", file);
    }
  }

  private static String line(String hash, Instant until) {
    return until.toEpochMilli() + " " + hash + "\n";
  }

  private void append(String line) throws IOException {
    write(file, line, StandardOpenOption.APPEND);
  }

  /** Leaves out what is good for nothing any more, and half a line at the end. */
  private void rewrite() throws IOException {
    Instant now = clock.instant();
    used.values().removeIf(until -> !now.isBefore(until));
    StringBuilder text = new StringBuilder();
    used.forEach((hash, until) -> text.append(line(hash, until)));
    Path half = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(half);
    write(half, text.toString(), StandardOpenOption.CREATE_NEW);
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void write(Path to, String text, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(to, how, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(US_ASCII));
      while (bytes.hasRemaining()) {
        var _ = channel.write(bytes);
      }
      channel.force(true);
    }
  }
}
