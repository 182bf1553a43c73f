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
  private static final int FIXED = 10;

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

  /** The entry in what follows the checksum, or empty if the checksum does not fit. */
  static Optional<Entry> parse(int expectedCrc, byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    if ((int) crc.getValue() != expectedCrc) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(content);
    Instant arrivedAt = Instant.ofEpochMilli(in.getLong());
    Optional<Trust> trust = Trust.ofCode(in.get());
    byte[] name = new byte[Byte.toUnsignedInt(in.get())];
    if (trust.isEmpty() || name.length > in.remaining()) {
      return Optional.empty();
    }
    in.get(name);
    byte[] body = new byte[in.remaining()];
    in.get(body);
    Source source = new Source(new String(name, StandardCharsets.UTF_8), trust.get());
    return Optional.of(new Entry(source, arrivedAt, body));
  }
}
