// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads request bodies, bounded before and after inflation. Safe for use by many threads. */
final class BodyReader {

  private static final Logger LOG = LoggerFactory.getLogger(BodyReader.class);

  private static final int CHUNK = 64 * 1024;

  /** Who sends a body byte by byte holds a thread; after this it must have sent some more. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private static final long DISCARD_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long NANOS_PER_BYTE = TimeUnit.MILLISECONDS.toNanos(1);

  private final long limit;
  private final MemoryGuard guard;

  BodyReader(long limit, MemoryGuard guard) {
    this.limit = limit;
    this.guard = guard;
  }

  /** What is done with a body while its memory is accounted for. */
  @FunctionalInterface
  interface Use<T> {

    /**
     * Makes something of a body.
     *
     * @param body after inflation
     * @param wireBytes how many bytes came over the wire
     */
    T apply(byte[] body, long wireBytes) throws RefusedException;
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
    ContentCoding coding = ContentCoding.of(encoding);
    if (length > limit) {
      throw tooLarge("got " + length + " bytes");
    }
    guard.admit();
    Bounded wire = new Bounded(in, limit);
    try (InputStream plain = coding.inflated(wire)) {
      return readAll(plain, wire, use);
    } catch (ZipException | EOFException e) {
      throw new RefusedException(
          Refusal.MALFORMED,
          "body: got bytes that are not "
              + coding.word()
              + " (expected: "
              + coding.word()
              + "): "
              + e.getMessage());
    } catch (Bounded.ExceededException e) {
      throw tooLarge("got more");
    }
  }

  /**
   * Takes what is left of a refused body off the wire and drops it, up to twice as much as is taken
   * at all: a connection that is closed over unread bytes is reset, and the answer is lost with it.
   */
  void discard(InputStream in) {
    byte[] chunk = new byte[CHUNK];
    long left = 2 * limit;
    long start = System.nanoTime();
    try {
      for (int n = in.read(chunk); n >= 0 && left > 0; n = in.read(chunk)) {
        left -= n;
        if (System.nanoTime() - start > DISCARD_NANOS) {
          return;
        }
      }
    } catch (IOException e) {
      LOG.debug("the rest of a refused body did not come", e);
    }
  }

  private <T> T readAll(InputStream in, Bounded wire, Use<T> use)
      throws IOException, RefusedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    long reserved = 0;
    long start = System.nanoTime();
    try {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        if (body.size() + (long) n > limit) {
          throw tooLarge("got more");
        }
        guard.reserve(n);
        reserved += n;
        body.write(chunk, 0, n);
        if (System.nanoTime() - start > PATIENCE_NANOS + wire.taken() * NANOS_PER_BYTE) {
          throw new RefusedException(
              Refusal.UNAVAILABLE, "body: got it too slowly (expected: 1 KB a second or more)");
        }
      }
      return use.apply(body.toByteArray(), wire.taken());
    } finally {
      guard.release(reserved);
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
    private final long limit;
    private long taken;

    Bounded(InputStream in, long limit) {
      this.in = in;
      this.limit = limit;
    }

    long taken() {
      return taken;
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
      taken += n;
      if (taken > limit) {
        throw new ExceededException();
      }
    }
  }
}
