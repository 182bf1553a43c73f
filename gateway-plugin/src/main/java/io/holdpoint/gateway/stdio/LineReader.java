// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of at most a given length. A longer one is reported once it is over that length and
 * skipped to its end, so it never takes more memory than the limit. For one thread.
 */
public final class LineReader {

  private static final int PIECE = 64 * 1024;

  private final InputStream in;
  private final int maxLine;
  private final byte[] piece = new byte[PIECE];
  private byte[] line = new byte[0];
  private int length;
  private @Nullable SkippedLine skipping;

  /**
   * @param maxLine the longest line, in bytes without its end
   */
  public LineReader(InputStream in, int maxLine) {
    this.in = in;
    this.maxLine = maxLine;
  }

  /** Takes lines. */
  public interface Sink {

    /** A line without its end; empty lines are passed over. The array is the sink's own. */
    void line(byte[] bytes);

    /** A line was longer than the limit. */
    void tooLong();

    /** A line that was too long has ended. */
    default void skipped(SkippedLine line) {}
  }

  /**
   * Reads to the end of the stream; a last line without an end counts.
   *
   * @throws IOException if reading fails
   */
  public void readAll(Sink sink) throws IOException {
    for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
      take(n, sink);
    }
    finishLine(sink);
  }

  private void take(int n, Sink sink) {
    int start = 0;
    for (int i = 0; i < n; i++) {
      if (piece[i] == '\n') {
        add(start, i, sink);
        finishLine(sink);
        start = i + 1;
      }
    }
    add(start, n, sink);
  }

  private void add(int from, int to, Sink sink) {
    int more = to - from;
    if (more == 0) {
      return;
    }
    if (skipping != null) {
      skipping.add(piece, from, to);
      return;
    }
    if ((long) length + more > maxLine) {
      skipping = new SkippedLine();
      skipping.add(line, 0, length);
      skipping.add(piece, from, to);
      line = new byte[0];
      length = 0;
      sink.tooLong();
      return;
    }
    if (length + more > line.length) {
      int room = (int) Math.min(maxLine, Math.max(length + (long) more, line.length * 2L));
      line = Arrays.copyOf(line, room);
    }
    System.arraycopy(piece, from, line, length, more);
    length += more;
  }

  private void finishLine(Sink sink) {
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    SkippedLine skipped = skipping;
    skipping = null;
    if (skipped != null) {
      sink.skipped(skipped);
    } else if (length > 0) {
      byte[] whole = length == line.length ? line : Arrays.copyOf(line, length);
      line = new byte[0];
      length = 0;
      sink.line(whole);
    }
    length = 0;
  }
}
