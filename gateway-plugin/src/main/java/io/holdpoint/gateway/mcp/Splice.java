// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Replaces parts of a text and leaves every other byte as it is. */
public final class Splice {

  private final byte[] source;
  private final List<Part> parts = new ArrayList<>(4);

  /**
   * @param source not changed
   */
  public Splice(byte[] source) {
    this.source = source;
  }

  @SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never copied or compared.
  private record Part(int start, int end, byte[] replacement) {}

  /** Puts {@code replacement} in place of the bytes from {@code start} to {@code end}. */
  public Splice replace(int start, int end, byte[] replacement) {
    parts.add(new Part(start, end, replacement));
    return this;
  }

  /** Puts a JSON text in place of a value. */
  public Splice replace(RawMember value, String json) {
    return replace(value.start(), value.end(), Json.bytes(json));
  }

  /** True if nothing was replaced. */
  public boolean isEmpty() {
    return parts.isEmpty();
  }

  /** The bytes; those given if nothing was replaced. */
  public byte[] toBytes() {
    return parts.isEmpty() ? source : cut(0, source.length);
  }

  /** The bytes from {@code start} to {@code end}, with what was replaced between them. */
  public byte[] cut(int start, int end) {
    parts.sort(Comparator.comparingInt(Part::start));
    ByteArrayOutputStream out = new ByteArrayOutputStream(end - start + 64);
    int at = start;
    for (Part part : parts) {
      if (part.start() >= at && part.end() <= end) {
        out.write(source, at, part.start() - at);
        out.writeBytes(part.replacement());
        at = part.end();
      }
    }
    out.write(source, at, end - at);
    return out.toByteArray();
  }
}
