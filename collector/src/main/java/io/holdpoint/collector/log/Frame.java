// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.log;

import io.holdpoint.collector.batch.TelemetryKind;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The bytes of an entry: length (4), CRC32C of all that follows (4), arrival in epoch milliseconds
 * (8), trust (1), length of the source's name (1), the name in UTF-8, length of the rest of the
 * head (2), the rest, the body. The rest is the kind of telemetry (1), then tenant and principals
 * in UTF-8 with a line feed between them. The first length counts what follows the checksum.
 *
 * <p>Entries of before November 2026 have no rest: their trust is a small letter, ours a capital.
 */
final class Frame {

  static final int HEADER = 8;
  static final int FIXED = 10;

  /** What is read of an entry at first; most heads are shorter. */
  static final int USUAL_HEAD = 512;

  private static final int SMALL = 0x20;

  private Frame() {}

  /** The bytes before the body. */
  static ByteBuffer head(Entry entry) {
    Source source = entry.source();
    byte[] name = source.name().getBytes(StandardCharsets.UTF_8);
    byte[] whose =
        String.join("\n", source.tenant(), String.join("\n", source.principals()))
            .getBytes(StandardCharsets.UTF_8);
    int length = FIXED + name.length + Short.BYTES + 1 + whose.length;
    ByteBuffer head = ByteBuffer.allocate(HEADER + length);
    head.position(HEADER);
    head.putLong(entry.arrivedAt().toEpochMilli());
    head.put((byte) (source.trust().code() & ~SMALL));
    head.put((byte) name.length);
    head.put(name);
    head.putShort((short) (1 + whose.length));
    head.put(entry.kind().code());
    head.put(whose);
    CRC32C crc = new CRC32C();
    crc.update(head.array(), HEADER, length);
    crc.update(entry.body());
    head.putInt(0, length + entry.body().length);
    head.putInt(4, (int) crc.getValue());
    return head.flip();
  }

  /** True if a frame could have that length. */
  static boolean isLength(int length) {
    return length >= FIXED;
  }

  /** How many bytes stand before the body, by the first {@link #USUAL_HEAD} bytes or so. */
  static int headLength(byte[] head) {
    int named = HEADER + FIXED + Byte.toUnsignedInt(head[HEADER + FIXED - 1]);
    if (isOld(head) || named + Short.BYTES > head.length) {
      return named;
    }
    return named + Short.BYTES + Short.toUnsignedInt(ByteBuffer.wrap(head).getShort(named));
  }

  /**
   * The entry, or empty if the checksum does not fit.
   *
   * @param head all that stands before the body, and perhaps more
   * @param body the bytes behind the head
   */
  static Optional<Entry> parse(byte[] head, byte[] body) {
    int length = headLength(head);
    CRC32C crc = new CRC32C();
    crc.update(head, HEADER, length - HEADER);
    crc.update(body);
    if ((int) crc.getValue() != ByteBuffer.wrap(head).getInt(4)) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(head, HEADER, length - HEADER);
    Instant arrivedAt = Instant.ofEpochMilli(in.getLong());
    Optional<Trust> trust = Trust.ofCode((byte) (in.get() | SMALL));
    String name = text(in, Byte.toUnsignedInt(in.get()));
    if (isOld(head)) {
      return trust.map(its -> new Entry(new Source(name, its), arrivedAt, body));
    }
    in.getShort();
    Optional<TelemetryKind> kind = TelemetryKind.ofCode(in.get());
    List<String> whose = List.of(text(in, in.remaining()).split("\n"));
    return trust.flatMap(
        its ->
            kind.map(
                told ->
                    new Entry(
                        new Source(name, its, whose.getFirst(), whose.subList(1, whose.size())),
                        told,
                        arrivedAt,
                        body)));
  }

  private static boolean isOld(byte[] head) {
    return (head[HEADER + FIXED - 2] & SMALL) != 0;
  }

  private static String text(ByteBuffer in, int length) {
    byte[] utf8 = new byte[length];
    in.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
