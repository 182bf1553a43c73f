// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.approval;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs what callers bring back, and encrypts what waits for them (HMAC-SHA-256, AES-256-GCM), with
 * keys made of one secret in the data folder. Safe for use by many threads.
 */
public final class HoldSecret {

  private static final String MAC = "HmacSHA256";
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec signing;
  private final SecretKeySpec encrypting;
  private final SecureRandom random = new SecureRandom();

  /**
   * Makes the keys.
   *
   * @param secret at least 32 random bytes
   */
  public HoldSecret(byte[] secret) {
    if (secret.length < 32) {
      throw new IllegalArgumentException(
          "hold secret: got " + secret.length + " bytes (expected: at least 32)");
    }
    SecretKeySpec root = new SecretKeySpec(secret.clone(), MAC);
    this.signing = new SecretKeySpec(mac(root, "holdpoint hold state"), MAC);
    this.encrypting = new SecretKeySpec(mac(root, "holdpoint held call"), "AES");
  }

  /** The signature of a text, in hexadecimal. */
  String sign(String text) {
    return HexFormat.of().formatHex(mac(signing, text));
  }

  /** True if {@code signature} is that of the text; takes the same time whatever it is. */
  boolean isSigned(String text, String signature) {
    return MessageDigest.isEqual(
        sign(text).getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Encrypts.
   *
   * @param context what must be known again to decrypt it
   */
  String seal(byte[] clear, String context) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(clear);
      byte[] all = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
      return Base64.getEncoder().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(CIPHER + ": cannot encrypt", e);
    }
  }

  /** Decrypts; null if it was sealed with another key or context, or changed since. */
  byte @Nullable [] open(String sealed, String context) {
    try {
      byte[] all = Base64.getDecoder().decode(sealed);
      if (all.length <= NONCE_BYTES) {
        return null;
      }
      byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
      return cipher(Cipher.DECRYPT_MODE, nonce, context)
          .doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
    } catch (AEADBadTagException | IllegalArgumentException foreign) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(CIPHER + ": cannot decrypt", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, encrypting, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static byte[] mac(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(MAC + ": not offered by this Java runtime", e);
    }
  }
}
