// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.recording;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that the keys of sessions are wrapped with. It is named after itself, so that a rotation
 * needs no names. Never appears in a message or in {@link #toString}.
 */
public final class MasterKey {

  static final int KEY_BYTES = 32;
  static final int ID_BYTES = 8;

  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");

  private final SecretKey key;
  private final String id;

  private MasterKey(byte[] bytes) {
    this.key = new SecretKeySpec(bytes, "AES");
    this.id = HexFormat.of().formatHex(named(bytes), 0, ID_BYTES);
  }

  /**
   * A key of 32 bytes.
   *
   * @throws IllegalArgumentException if it has another length
   */
  public static MasterKey of(byte[] bytes) {
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "master key: got " + bytes.length + " bytes (expected: 32)");
    }
    return new MasterKey(bytes);
  }

  /**
   * A key written as text.
   *
   * @throws IllegalArgumentException if it is none; the message does not show it
   */
  public static MasterKey parse(String text) {
    String stripped = text.strip();
    if (HEX.matcher(stripped).matches()) {
      return of(HexFormat.of().parseHex(stripped));
    }
    byte[] bytes = new byte[0];
    try {
      bytes = Base64.getDecoder().decode(stripped);
    } catch (IllegalArgumentException notBase64) {
      // Told below, like a wrong length.
    }
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "master key: got "
              + stripped.length()
              + " characters that are no key (expected: 32 bytes as 64 hexadecimal digits or in"
              + " Base64; for example the output of: openssl rand -hex 32)");
    }
    return of(bytes);
  }

  /** Its name: 16 hexadecimal digits that tell nothing of it. */
  public String id() {
    return id;
  }

  SecretKey key() {
    return key;
  }

  private static byte[] named(byte[] bytes) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
      return Arrays.copyOf(
          mac.doFinal(
              "holdpoint recording master key"
                  .getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
          ID_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256: not offered by this Java runtime", e);
    }
  }

  /** Its name. */
  @Override
  public String toString() {
    return "master key " + id;
  }
}
