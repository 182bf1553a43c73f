// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * One file of the log. Its name holds the position of its first byte in the whole log. One thread
 * writes; any thread may read what lies before the end it was told.
 */
final class Segment implements AutoCloseable {

  private static final String PREFIX = "telemetry-";
  private static final String SUFFIX = ".log";

  /** What stands at a position. */
  sealed interface Found {

    /** A sound entry, and where the next one begins. */
    record Sound(Entry entry, long next) implements Found {}

    /** Bytes that are no entry. */
    record Broken() implements Found {}
  }

  private final Path file;
  private final long base;
  private final FileChannel channel;

  private Segment(Path file, long base, FileChannel channel) {
    this.file = file;
    this.base = base;
    this.channel = channel;
  }

  static Segment open(Path folder, long base) throws IOException {
    Path file = folder.resolve(PREFIX + String.format("%016x", base) + SUFFIX);
    return new Segment(
        file,
        base,
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /** The position a segment file begins at, or empty if the file is no segment. */
  static Optional<Long> baseOf(Path file) {
    String name = file.getFileName().toString();
    if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    String digits = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
    try {
      return Optional.of(Long.parseLong(digits, 16));
    } catch (NumberFormatException notOurs) {
      return Optional.empty();
    }
  }

  long base() {
    return base;
  }

  /** The position after the last byte of the file. */
  long end() throws IOException {
    return base + channel.size();
  }

  /** Writes an entry at {@code position}; after an error nothing of it is left behind. */
  long append(long position, Entry entry) throws IOException {
    ByteBuffer[] parts = {Frame.head(entry), ByteBuffer.wrap(entry.body())};
    long length = (long) parts[0].remaining() + parts[1].remaining();
    channel.position(position - base);
    try {
      while (parts[1].hasRemaining() || parts[0].hasRemaining()) {
        channel.write(parts);
      }
    } catch (IOException e) {
      cut(position);
      throw e;
    }
    return position + length;
  }

  /** Reads what stands at {@code position}, not looking beyond {@code end}. */
  Found read(long position, long end) throws IOException {
    if (end - position < Frame.HEADER) {
      return new Found.Broken();
    }
    byte[] head = read(position, (int) Math.min(Frame.USUAL_HEAD, end - position));
    int length = ByteBuffer.wrap(head).getInt(0);
    if (!Frame.isLength(length) || length > end - position - Frame.HEADER) {
      return new Found.Broken();
    }
    int headLength = Frame.headLength(head);
    int bodyLength = Frame.HEADER + length - headLength;
    if (bodyLength < 0) {
      return new Found.Broken();
    }
    if (headLength > head.length) {
      head = read(position, headLength);
    }
    long next = position + Frame.HEADER + length;
    byte[] body = read(next - bodyLength, bodyLength);
    return Frame.parse(head, body)
        .<Found>map(entry -> new Found.Sound(entry, next))
        .orElseGet(Found.Broken::new);
  }

  /** Saves the bytes from {@code position} on in a file of their own and cuts them off. */
  Path saveTail(long position) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".torn-" + (position - base));
    try (FileChannel out =
        FileChannel.open(aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long from = position - base;
      long size = channel.size();
      while (from < size) {
        from += channel.transferTo(from, size - from, out);
      }
    }
    cut(position);
    return aside;
  }

  /** Returns once everything written is on the disk. */
  void force() throws IOException {
    channel.force(false);
  }

  void delete() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public String toString() {
    return file.getFileName().toString();
  }

  private void cut(long position) throws IOException {
    channel.truncate(position - base);
  }

  private byte[] read(long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position - base + buffer.position()) < 0) {
        throw new IOException(this + ": ends before position " + (position + length));
      }
    }
    return bytes;
  }
}
