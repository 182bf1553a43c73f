// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** HTTP/1.1 by hand, so that tests see the bytes and not a library's idea of them. */
public final class Wire {

  private Wire() {}

  /** The head of a message. */
  public record Head(String start, List<String> lines) {

    /** The first value of a field, or empty. */
    public String field(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return lines.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(line -> line.substring(prefix.length()).strip())
          .findFirst()
          .orElse("");
    }
  }

  /** Reads a head. */
  public static Head head(InputStream in) throws IOException {
    String start = line(in);
    List<String> lines = new ArrayList<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      lines.add(line);
    }
    return new Head(start, List.copyOf(lines));
  }

  /** Reads the body a head announces; a chunked one to its end. */
  public static byte[] body(InputStream in, Head head) throws IOException {
    if (head.field("transfer-encoding").equalsIgnoreCase("chunked")) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (byte[] chunk = chunk(in); chunk.length > 0; chunk = chunk(in)) {
        all.writeBytes(chunk);
      }
      return all.toByteArray();
    }
    String length = head.field("content-length");
    return length.isEmpty() ? new byte[0] : exactly(in, Integer.parseInt(length));
  }

  /** Reads one chunk; an empty one is the last. */
  public static byte[] chunk(InputStream in) throws IOException {
    int size = Integer.parseInt(line(in), 16);
    byte[] bytes = exactly(in, size);
    line(in);
    return bytes;
  }

  private static byte[] exactly(InputStream in, int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("got " + bytes.length + " of " + size + " bytes");
    }
    return bytes;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the other side closed");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
