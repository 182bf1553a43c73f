// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.log;

import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The bytes of an entry: length (4), CRC32C of all that follows (4), arrival in epoch milliseconds
 * (8), trust (1), length of the source's name (1), the name in UTF-8, the body. The length counts
 * what follows the checksum.
 */
final class Frame {

  static final int HEADER = 8;
  static final int FIXED = 10;

  /** No name is longer than a byte can tell. */
  static final int LONGEST_HEAD = HEADER + FIXED + 255;

  private Frame() {}

  /** The bytes before the body. */
  static ByteBuffer head(Entry entry) {
    byte[] name = entry.source().name().getBytes(StandardCharsets.UTF_8);
    ByteBuffer head = ByteBuffer.allocate(HEADER + FIXED + name.length);
    head.position(HEADER);
    head.putLong(entry.arrivedAt().toEpochMilli());
    head.put(entry.source().trust().code());
    head.put((byte) name.length);
    head.put(name);
    CRC32C crc = new CRC32C();
    crc.update(head.array(), HEADER, FIXED + name.length);
    crc.update(entry.body());
    head.putInt(0, FIXED + name.length + entry.body().length);
    head.putInt(4, (int) crc.getValue());
    return head.flip();
  }

  /** True if a frame could have that length. */
  static boolean isLength(int length) {
    return length >= FIXED;
  }

  /**
   * The entry, or empty if the checksum does not fit.
   *
   * @param head the header, the fixed part, and at least as much of what follows as the name takes
   * @param body the bytes behind the name
   */
  static Optional<Entry> parse(byte[] head, byte[] body) {
    ByteBuffer in = ByteBuffer.wrap(head, HEADER, FIXED);
    int nameLength = nameLength(head);
    CRC32C crc = new CRC32C();
    crc.update(head, HEADER, FIXED + nameLength);
    crc.update(body);
    if ((int) crc.getValue() != ByteBuffer.wrap(head).getInt(4)) {
      return Optional.empty();
    }
    Instant arrivedAt = Instant.ofEpochMilli(in.getLong());
    Optional<Trust> trust = Trust.ofCode(in.get());
    String name = new String(head, HEADER + FIXED, nameLength, StandardCharsets.UTF_8);
    return trust.map(its -> new Entry(new Source(name, its), arrivedAt, body));
  }

  /** How long the name of the source is, by the fixed part. */
  static int nameLength(byte[] head) {
    return Byte.toUnsignedInt(head[HEADER + FIXED - 1]);
  }
}
