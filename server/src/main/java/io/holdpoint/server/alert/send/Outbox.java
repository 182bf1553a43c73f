// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert.send;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Alerts that wait for a channel, a file each: on the disk before {@link #add} returns, gone once
 * the far end has it. What a crash interrupts is sent again. Safe for use by many threads.
 */
public final class Outbox {

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String END = ".json";
  private static final int MOST = 10_000;

  private final Path folder;
  private long added;

  /**
   * @param folder of one channel; made if it is not there
   * @throws IOException if it cannot be made
   */
  public Outbox(Path folder) throws IOException {
    this.folder = requireNonNull(folder, "folder");
    Files.createDirectories(folder);
  }

  /**
   * One that waits.
   *
   * @param file where it stands
   * @param alert what is to be sent
   */
  public record Waiting(Path file, Alert alert) {}

  /**
   * Puts an alert in, to be sent no earlier than {@code due}.
   *
   * @throws IOException if it cannot be written, or too many wait
   */
  public synchronized void add(Alert alert, Instant due) throws IOException {
    if (size() >= MOST) {
      throw new IOException("got " + MOST + " alerts that wait (expected: fewer)");
    }
    String name = String.format("%015d-%08d-%s", due.toEpochMilli(), ++added, safe(alert.id()));
    Path half = folder.resolve(name + ".new");
    try (FileChannel channel =
        FileChannel.open(half, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(alert));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(half, folder.resolve(name + END), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The oldest that is due; empty if none is. */
  public synchronized Optional<Waiting> next(Instant now) throws IOException {
    for (Path file : files()) {
      if (due(file).isAfter(now)) {
        return Optional.empty();
      }
      try {
        return Optional.of(
            new Waiting(file, JSON.readValue(Files.readAllBytes(file), Alert.class)));
      } catch (JacksonException unreadable) {
        LOG.error("alert {} cannot be read and is left out", file.getFileName(), unreadable);
        Files.delete(file);
      }
    }
    return Optional.empty();
  }

  /** It was sent, or never will be. */
  public synchronized void remove(Waiting sent) throws IOException {
    Files.deleteIfExists(sent.file());
  }

  /** Takes out what is not due yet of an alert; true if there was any. */
  public synchronized boolean cancel(String id, Instant now) throws IOException {
    boolean any = false;
    for (Path file : files()) {
      if (file.toString().endsWith("-" + safe(id) + END) && due(file).isAfter(now)) {
        any |= Files.deleteIfExists(file);
      }
    }
    return any;
  }

  /** How many wait. */
  public synchronized int size() throws IOException {
    return files().size();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(END)).sorted().toList();
    }
  }

  private static Instant due(Path file) {
    String name = String.valueOf(file.getFileName());
    return Instant.ofEpochMilli(Long.parseLong(name.substring(0, name.indexOf('-'))));
  }

  private static String safe(String id) {
    return id.replaceAll("[^A-Za-z0-9_.]", "_");
  }
}
