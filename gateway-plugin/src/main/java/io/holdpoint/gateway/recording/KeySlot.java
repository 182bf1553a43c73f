// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.recording;

import io.holdpoint.gateway.seal.Aes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The wrapped key of one session as it lies in the file: 256 bytes, so that none lies across two
 * sectors of a disk. A slot of zeros is free.
 *
 * @param session SHA-256 of the session's id, in hexadecimal
 * @param created when the key was made
 * @param master the id of the master key
 * @param id names the key
 * @param sealed nonce, wrapped key and tag, in hexadecimal
 */
record KeySlot(String session, Instant created, String master, String id, String sealed) {

  static final int BYTES = 256;
  static final int SEALED_BYTES = Aes.NONCE_BYTES + MasterKey.KEY_BYTES + Aes.TAG_BYTES;

  private static final int MAGIC = 0x48504B31; // HPK1
  private static final int HASH_BYTES = 32;
  private static final int CRC_PLACE = BYTES - Integer.BYTES;

  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(BYTES);
    out.putInt(MAGIC).putLong(created.toEpochMilli());
    out.put(hex(session)).put(hex(master)).put(hex(id)).put(hex(sealed));
    out.putInt(CRC_PLACE, crc(out.array()));
    return out.array();
  }

  /** The slot these bytes are; null if it is free, or was cut while it was written. */
  static @Nullable KeySlot read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (in.getInt() != MAGIC || in.getInt(CRC_PLACE) != crc(bytes)) {
      return null;
    }
    Instant created = Instant.ofEpochMilli(in.getLong());
    return new KeySlot(
        text(in, HASH_BYTES),
        created,
        text(in, MasterKey.ID_BYTES),
        text(in, MasterKey.ID_BYTES),
        text(in, SEALED_BYTES));
  }

  /** What is written of it besides the key, in one text: bound to what is wrapped. */
  static String context(String session, String master, String id) {
    return "holdpoint-session-key-1\n" + session + "\n" + master + "\n" + id;
  }

  private static int crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, CRC_PLACE);
    return (int) crc.getValue();
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static String text(ByteBuffer in, int length) {
    byte[] part = new byte[length];
    in.get(part);
    return HexFormat.of().formatHex(part);
  }

  /** Without what it holds. */
  @Override
  public String toString() {
    return "key " + id + " under master key " + master;
  }
}
