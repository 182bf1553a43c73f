// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.access;

import io.holdpoint.model.json.Hashes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Random secrets and their hashes. They have 256 random bits, so that a plain fast hash is enough:
 * there is nothing to guess.
 */
public final class Secrets {

  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();

  /** A new secret, in letters that need no escaping in addresses and headers. */
  String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A new token for an operator, which leak scanners can tell from other words. */
  String operatorToken() {
    return "hp_" + next();
  }

  /** SHA-256 in lower-case hexadecimal. */
  static String hash(String secret) {
    return HexFormat.of()
        .formatHex(Hashes.sha256().digest(secret.getBytes(StandardCharsets.UTF_8)));
  }

  /** True if {@code hash} is that of {@code secret}; takes the same time wherever they differ. */
  public static boolean matches(String secret, String hash) {
    return MessageDigest.isEqual(
        hash(secret).getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
  }
}
