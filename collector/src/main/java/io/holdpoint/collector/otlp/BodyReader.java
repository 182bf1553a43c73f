// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads request bodies, bounded before and after inflation. Safe for use by many threads. */
final class BodyReader {

  private static final int CHUNK = 64 * 1024;

  /** The most that may be in memory at once, in bodies of the largest size. */
  private static final int LARGEST_AT_ONCE = 2;

  private final long limit;
  private final InflightBytes inflight;

  BodyReader(long limit) {
    this.limit = limit;
    this.inflight = new InflightBytes(LARGEST_AT_ONCE * limit);
  }

  /** What is done with a body while its memory is accounted for. */
  @FunctionalInterface
  interface Use<T> {
    T apply(byte[] body) throws RefusedException;
  }

  /**
   * Reads a body and hands it to {@code use}.
   *
   * @param in the body as it comes over the wire
   * @param length as announced, or less than zero if it was not
   * @param encoding {@code Content-Encoding}, or null
   */
  <T> T read(InputStream in, long length, @Nullable String encoding, Use<T> use)
      throws IOException, RefusedException {
    if (length > limit) {
      throw tooLarge("got " + length + " bytes");
    }
    String coding = encoding == null ? "identity" : encoding.trim().toLowerCase(Locale.ROOT);
    return switch (coding) {
      case "identity", "" -> readAll(in, use);
      case "gzip", "x-gzip" -> inflate(in, use);
      default ->
          throw new RefusedException(
              Refusal.MEDIA_TYPE,
              "content-encoding: got \"" + coding + "\" (expected: gzip or identity)");
    };
  }

  private <T> T inflate(InputStream in, Use<T> use) throws IOException, RefusedException {
    try (GZIPInputStream inflated = new GZIPInputStream(new Bounded(in, limit), CHUNK)) {
      return readAll(inflated, use);
    } catch (ZipException | EOFException e) {
      throw new RefusedException(
          Refusal.MALFORMED,
          "body: got bytes that are not gzip (expected: gzip): " + e.getMessage());
    } catch (Bounded.ExceededException e) {
      throw tooLarge("got more");
    }
  }

  private <T> T readAll(InputStream in, Use<T> use) throws IOException, RefusedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    long reserved = 0;
    try {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        if (body.size() + (long) n > limit) {
          throw tooLarge("got more");
        }
        inflight.reserve(n);
        reserved += n;
        body.write(chunk, 0, n);
      }
      return use.apply(body.toByteArray());
    } finally {
      inflight.release(reserved);
    }
  }

  private RefusedException tooLarge(String got) {
    return new RefusedException(
        Refusal.TOO_LARGE, "body: " + got + " (expected: at most " + limit + " bytes)");
  }

  /** Stops a sender whose compressed body has no end. */
  private static final class Bounded extends InputStream {

    /** More was sent than is taken. */
    static final class ExceededException extends IOException {
      private static final long serialVersionUID = 1L;
    }

    private final InputStream in;
    private long left;

    Bounded(InputStream in, long limit) {
      this.in = in;
      this.left = limit;
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = in.read(bytes, offset, length);
      count(Math.max(n, 0));
      return n;
    }

    /** GZIPInputStream looks for a further member only if something seems to be there. */
    @Override
    public int available() {
      return 1;
    }

    private void count(int n) throws ExceededException {
      left -= n;
      if (left < 0) {
        throw new ExceededException();
      }
    }
  }
}
