// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** How a body is compressed. */
enum ContentCoding {
  IDENTITY,
  GZIP,
  ZSTD;

  private static final int CHUNK = 64 * 1024;

  /** A frame may look back 8 MiB at most, as much as the format asks every reader to allow. */
  private static final int LARGEST_WINDOW_LOG = 23;

  /** What a {@code Content-Encoding} means; lists of several are not taken. */
  static ContentCoding of(@Nullable String encoding) throws RefusedException {
    String coding = encoding == null ? "" : encoding.trim().toLowerCase(Locale.ROOT);
    return switch (coding) {
      case "", "identity" -> IDENTITY;
      case "gzip", "x-gzip" -> GZIP;
      case "zstd" -> ZSTD;
      default ->
          throw new RefusedException(
              Refusal.MEDIA_TYPE,
              "content-encoding: got \""
                  + coding
                  + "\" (expected: gzip, zstd or identity, and one only)");
    };
  }

  /** Its name in messages. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The bytes as they were before; all members and frames one after the other. */
  InputStream inflated(InputStream in) throws IOException {
    return switch (this) {
      case IDENTITY -> in;
      case GZIP -> new GZIPInputStream(in, CHUNK);
      case ZSTD -> new Zstd(in);
    };
  }

  /** Tells damage the way the others do. */
  private static final class Zstd extends InputStream {

    private final ZstdInputStreamNoFinalizer in;

    Zstd(InputStream in) throws IOException {
      this.in = new ZstdInputStreamNoFinalizer(in).setLongMax(LARGEST_WINDOW_LOG);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return in.read(bytes, offset, length);
      } catch (ZstdIOException e) {
        ZipException broken = new ZipException(String.valueOf(e.getMessage()));
        broken.initCause(e);
        throw broken;
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
