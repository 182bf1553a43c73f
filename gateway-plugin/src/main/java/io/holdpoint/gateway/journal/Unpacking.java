// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.journal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads compressed files into memory outside the heap. */
final class Unpacking {

  private static final int SMALLEST = 18;
  private static final int STEP = 64 << 10;
  private static final long LARGEST = (1L << 30) + Segment.MAX_RECORD_BYTES * 2L;

  private Unpacking() {}

  /**
   * @throws ZipException if it is not intact
   */
  static ByteBuffer all(Path path, Arena arena) throws IOException {
    long size = size(path);
    ByteBuffer all = size == 0 ? ByteBuffer.allocate(0) : arena.allocate(size).asByteBuffer();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(path), STEP)) {
      byte[] step = new byte[STEP];
      for (int read = in.read(step); read >= 0; read = in.read(step)) {
        if (read > all.remaining()) {
          throw new ZipException("got more bytes than its end says (expected: " + size + ")");
        }
        all.put(step, 0, read);
      }
    } catch (EOFException e) {
      ZipException torn = new ZipException("got a torn end (expected: a whole file)");
      torn.initCause(e);
      throw torn;
    }
    if (all.hasRemaining()) {
      throw new ZipException("got fewer bytes than its end says (expected: " + size + ")");
    }
    return all.flip();
  }

  /** The last four bytes say how long it was. */
  private static long size(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      if (channel.size() < SMALLEST) {
        throw new ZipException("got " + channel.size() + " bytes (expected: a compressed file)");
      }
      ByteBuffer end = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
      channel.read(end, channel.size() - 4);
      long size = Integer.toUnsignedLong(end.getInt(0));
      if (size > LARGEST) {
        throw new ZipException("got a size of " + size + " (expected: at most " + LARGEST + ")");
      }
      return size;
    }
  }
}
