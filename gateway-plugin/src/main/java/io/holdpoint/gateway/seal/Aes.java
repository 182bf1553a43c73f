// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/** AES-256-GCM with random nonces. Safe for use by many threads. */
public final class Aes {

  public static final int NONCE_BYTES = 12;
  public static final int TAG_BYTES = 16;

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCES_AT_A_TIME = 128;

  private final SecureRandom random = new SecureRandom();
  private final ThreadLocal<Nonces> nonces = ThreadLocal.withInitial(Nonces::new);
  private final ThreadLocal<Cipher> ciphers = ThreadLocal.withInitial(Aes::cipher);

  /** Random bytes are cheaper by the block. */
  private final class Nonces {
    private final byte[] block = new byte[NONCE_BYTES * NONCES_AT_A_TIME];
    private int next = block.length;

    void next(byte[] out, int offset) {
      if (next == block.length) {
        random.nextBytes(block);
        next = 0;
      }
      System.arraycopy(block, next, out, offset, NONCE_BYTES);
      next += NONCE_BYTES;
    }
  }

  public byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Puts a new nonce at {@code offset}, and behind it what is sealed, with its tag. */
  public void seal(SecretKey key, String context, byte[] clear, byte[] out, int offset) {
    nonces.get().next(out, offset);
    try {
      Cipher cipher = ciphers.get();
      cipher.init(
          Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * 8, out, offset, NONCE_BYTES));
      cipher.updateAAD(context.getBytes(UTF_8));
      cipher.doFinal(clear, 0, clear.length, out, offset + NONCE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(CIPHER + ": cannot seal", e);
    }
  }

  /** A new nonce and behind it what is sealed, with its tag. */
  public byte[] sealed(SecretKey key, String context, byte[] clear) {
    byte[] out = new byte[NONCE_BYTES + clear.length + TAG_BYTES];
    seal(key, context, clear, out, 0);
    return out;
  }

  /** What was sealed; null if it was sealed with another key or for another place, or changed. */
  public byte @Nullable [] open(SecretKey key, String context, byte[] sealed, int offset) {
    int length = sealed.length - offset - NONCE_BYTES;
    if (length < TAG_BYTES) {
      return null;
    }
    try {
      Cipher cipher = ciphers.get();
      cipher.init(
          Cipher.DECRYPT_MODE,
          key,
          new GCMParameterSpec(TAG_BYTES * 8, sealed, offset, NONCE_BYTES));
      cipher.updateAAD(context.getBytes(UTF_8));
      return cipher.doFinal(sealed, offset + NONCE_BYTES, length);
    } catch (AEADBadTagException foreign) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(CIPHER + ": cannot open", e);
    }
  }

  private static Cipher cipher() {
    try {
      return Cipher.getInstance(CIPHER);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(CIPHER + ": not offered by this Java runtime", e);
    }
  }
}
