// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.journal;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads compressed files into memory outside the heap. */
final class Unpacking {

  private static final int STEP = 64 << 10;
  private static final long LARGEST = (1L << 30) + Segment.MAX_RECORD_BYTES * 2L;

  private Unpacking() {}

  /** Takes a piece of what was packed. */
  private interface Sink {
    void take(byte[] bytes, int length) throws ZipException;
  }

  /**
   * All of a file. It is read twice: how much is in it only its end would tell, and memory outside
   * the heap does not grow.
   *
   * @throws ZipException if it is not intact
   */
  static ByteBuffer all(Path path, Arena arena) throws IOException {
    long[] size = new long[1];
    read(
        path,
        (bytes, length) -> {
          size[0] += length;
          if (size[0] > LARGEST) {
            throw new ZipException("got more than " + LARGEST + " bytes (expected: at most those)");
          }
        });
    ByteBuffer all = size[0] == 0 ? ByteBuffer.allocate(0) : arena.allocate(size[0]).asByteBuffer();
    read(path, (bytes, length) -> all.put(bytes, 0, length));
    return all.flip();
  }

  /** What was packed, from its beginning. */
  static InputStream stream(Path path) throws IOException {
    InputStream packed = Files.newInputStream(path);
    try {
      return Segment.isFormerlyCompressed(path)
          ? new GZIPInputStream(packed, STEP)
          : new ZstdInputStreamNoFinalizer(packed);
    } catch (IOException e) {
      packed.close();
      throw e;
    }
  }

  private static void read(Path path, Sink sink) throws IOException {
    try (InputStream in = stream(path)) {
      byte[] step = new byte[STEP];
      for (int read = in.read(step); read >= 0; read = in.read(step)) {
        sink.take(step, read);
      }
    } catch (EOFException e) {
      throw broken("got a torn end (expected: a whole file)", e);
    } catch (ZstdIOException e) {
      throw broken("got " + e.getMessage() + " (expected: a whole file)", e);
    }
  }

  private static ZipException broken(String what, IOException cause) {
    ZipException broken = new ZipException(what);
    broken.initCause(cause);
    return broken;
  }
}
