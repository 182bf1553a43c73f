// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.record.file;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens entries with AES-256-GCM. Each file has a key of its own, made of the record's
 * key and the file's salt, so that an entry's place in its file is a nonce that never comes again.
 * For one thread.
 */
final class Sealing {
  static final int TAG_BYTES = 16;
  static final int SALT_BYTES = 32;

  private static final int NONCE_BYTES = 12;

  private final Cipher cipher;
  private final SecretKeySpec key;
  private final byte[] nonce = new byte[NONCE_BYTES];

  private Sealing(Cipher cipher, SecretKeySpec key) {
    this.cipher = cipher;
    this.key = key;
  }

  /** The sealing of the file with this salt. */
  static Sealing of(byte[] recordKey, byte[] salt) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(recordKey, "HmacSHA256"));
      return new Sealing(
          Cipher.getInstance("AES/GCM/NoPadding"), new SecretKeySpec(mac.doFinal(salt), "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("record: got no AES-GCM (expected: every Java has it)", e);
    }
  }

  /** Seals the first {@code length} bytes into {@code out}, with the tag behind them. */
  void seal(int place, byte[] head, byte[] plain, int length, byte[] out) {
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, nonce(place));
      cipher.updateAAD(head);
      cipher.doFinal(plain, 0, length, out, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("record: an entry could not be sealed", e);
    }
  }

  /** What was sealed, or an empty array if these bytes are not it. */
  byte[] open(int place, byte[] head, byte[] sealed) {
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, nonce(place));
      cipher.updateAAD(head);
      return cipher.doFinal(sealed);
    } catch (AEADBadTagException torn) {
      return new byte[0];
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("record: an entry could not be opened", e);
    }
  }

  private GCMParameterSpec nonce(int place) {
    ByteBuffer.wrap(nonce).putLong(NONCE_BYTES - Long.BYTES, place);
    return new GCMParameterSpec(TAG_BYTES * 8, nonce);
  }
}
