// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.bundle;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Lines of an entry, none longer than a record may be. For one thread. */
final class BundleLines implements AutoCloseable {

  private static final int LONGEST = 17 << 20;

  private final InputStream in;

  BundleLines(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /**
   * The next line without its end, or null if there is none.
   *
   * @throws IOException if it is too long or its end is missing
   */
  byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        return line.toByteArray();
      }
      line.write(c);
      if (line.size() > LONGEST) {
        throw new IOException("a line is longer than a record can be");
      }
    }
    if (line.size() > 0) {
      throw new IOException("the last line has no end");
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
