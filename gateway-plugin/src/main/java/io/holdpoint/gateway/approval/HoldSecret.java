// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.approval;

import io.holdpoint.gateway.seal.Aes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs what callers bring back, and encrypts what waits for them (HMAC-SHA-256, AES-256-GCM), with
 * keys made of one secret in the data folder. Safe for use by many threads.
 */
public final class HoldSecret {

  private static final String MAC = "HmacSHA256";

  private final SecretKeySpec signing;
  private final SecretKeySpec encrypting;
  private final Aes aes = new Aes();

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
    return Base64.getEncoder().encodeToString(aes.sealed(encrypting, context, clear));
  }

  /** Decrypts; null if it was sealed with another key or context, or changed since. */
  byte @Nullable [] open(String sealed, String context) {
    try {
      return aes.open(encrypting, context, Base64.getDecoder().decode(sealed), 0);
    } catch (IllegalArgumentException foreign) {
      return null;
    }
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
