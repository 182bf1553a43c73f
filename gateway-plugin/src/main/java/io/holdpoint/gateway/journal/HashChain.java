// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.journal;

import io.holdpoint.model.json.Hashes;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The running hash: each entry's hash is the SHA-256 of the hash before, the entry's length and its
 * bytes. For one thread at a time.
 */
final class HashChain {

  static final int HASH_BYTES = 32;

  private final MessageDigest sha = Hashes.sha256();

  /** The hash of the last entry, then room for the length of the next one. */
  private final byte[] head = new byte[HASH_BYTES + Integer.BYTES];

  private HashChain(byte[] head) {
    System.arraycopy(head, 0, this.head, 0, HASH_BYTES);
  }

  /** A chain that goes on from a hash, in hexadecimal. */
  static HashChain after(String hash) {
    return new HashChain(HexFormat.of().parseHex(hash));
  }

  /** A chain that goes on from a hash. */
  static HashChain after(byte[] hash) {
    return new HashChain(hash);
  }

  /** A chain that has no entry yet. */
  static HashChain start() {
    return new HashChain(new byte[HASH_BYTES]);
  }

  /** Adds an entry. */
  void add(byte[] bytes, int offset, int length) {
    head[HASH_BYTES] = (byte) (length >>> 24);
    head[HASH_BYTES + 1] = (byte) (length >>> 16);
    head[HASH_BYTES + 2] = (byte) (length >>> 8);
    head[HASH_BYTES + 3] = (byte) length;
    sha.update(head);
    sha.update(bytes, offset, length);
    try {
      sha.digest(head, 0, HASH_BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-256: got a digest of another size than 32 bytes", e);
    }
  }

  /**
   * Adds an entry of which the hash before it, its length and its bytes stand in one piece, and
   * writes its hash behind it.
   */
  void addFrame(byte[] bytes, int from, int to) {
    sha.update(bytes, from, to - from);
    try {
      sha.digest(bytes, to, HASH_BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-256: got a digest of another size than 32 bytes", e);
    }
    System.arraycopy(bytes, to, head, 0, HASH_BYTES);
  }

  /** Goes back to an earlier hash. */
  void reset(byte[] earlier) {
    System.arraycopy(earlier, 0, head, 0, HASH_BYTES);
  }

  /** The hash of the last entry. */
  byte[] head() {
    return Arrays.copyOf(head, HASH_BYTES);
  }

  /** Copies the hash of the last entry to {@code target}. */
  void copyHead(byte[] target, int offset) {
    System.arraycopy(head, 0, target, offset, HASH_BYTES);
  }

  /** True if {@code hash} holds the hash of the last entry at {@code offset}. */
  boolean isHead(byte[] hash, int offset) {
    int difference = 0;
    for (int i = 0; i < HASH_BYTES; i++) {
      difference |= head[i] ^ hash[offset + i];
    }
    return difference == 0;
  }

  /** The hash of the last entry, in hexadecimal. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(head, 0, HASH_BYTES);
  }
}
