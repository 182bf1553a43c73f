// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.journal;

import java.util.List;

/** Lays the frames of one append next to each other. Reused; for one thread at a time. */
final class Batch {

  private static final int KEPT_BYTES = 256 << 10;

  private byte[] bytes = new byte[8192];
  private int length;

  /** Lays out {@code payloads}, moving {@code chain} on. */
  void fill(List<byte[]> payloads, HashChain chain) {
    reserve(size(payloads));
    length = 0;
    for (byte[] payload : payloads) {
      putInt(payload.length);
      System.arraycopy(payload, 0, bytes, length, payload.length);
      length += payload.length;
      chain.add(payload, 0, payload.length);
      chain.copyHead(bytes, length);
      length += HashChain.HASH_BYTES;
    }
  }

  /** How many bytes the frames of {@code payloads} take. */
  static int size(List<byte[]> payloads) {
    int size = 0;
    for (byte[] payload : payloads) {
      size = Math.addExact(size, payload.length + Segment.FRAME_OVERHEAD);
    }
    return size;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  private void reserve(int size) {
    if (size > bytes.length) {
      bytes = new byte[size];
    } else if (bytes.length > KEPT_BYTES && size <= KEPT_BYTES) {
      bytes = new byte[KEPT_BYTES];
    }
  }

  private void putInt(int value) {
    bytes[length++] = (byte) (value >>> 24);
    bytes[length++] = (byte) (value >>> 16);
    bytes[length++] = (byte) (value >>> 8);
    bytes[length++] = (byte) value;
  }
}
