// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

/** A segment's outer form: version, whether it is compressed, and the steps. */
final class Segments {

  private final Lz4 lz4 = new Lz4();
  private final ByteSink scratch = new ByteSink(64 << 10);

  /** The bytes of a segment that takes no more steps, compressed if that helps. For one thread. */
  byte[] seal(StepEncoder encoder) {
    ByteSink plain = encoder.bytes();
    scratch.cut(0);
    scratch.octet(StepEncoder.VERSION);
    scratch.octet(StepEncoder.COMPRESSED);
    scratch.number(plain.length());
    lz4.compress(plain.array(), plain.length(), scratch);
    return scratch.length() < plain.length() ? scratch.toBytes() : plain.toBytes();
  }

  /** A reader of the plain steps. */
  static ByteSource open(byte[] body) {
    if (body.length < StepEncoder.HEADER || body[0] != StepEncoder.VERSION) {
      throw new IllegalArgumentException(
          "segment: got "
              + (body.length == 0 ? "no bytes" : "version " + body[0])
              + " (expected: version 1)");
    }
    if (body[1] == StepEncoder.PLAIN) {
      return new ByteSource(body, StepEncoder.HEADER);
    }
    ByteSource in = new ByteSource(body, StepEncoder.HEADER);
    int length = in.count();
    return new ByteSource(Lz4.decompress(body, in.position(), length), StepEncoder.HEADER);
  }
}
