// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.json;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Digests payloads over their canonical JSON with a tenant's key (HMAC-SHA-256, cut to 128 bits).
 * Safe for use by many threads.
 */
public final class PayloadDigester {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int DIGEST_BYTES = 16;

  private final ThreadLocal<Mac> macs;

  /**
   * @param key the tenant's key, at least 16 bytes
   */
  public PayloadDigester(byte[] key) {
    if (key.length < 16) {
      throw new IllegalArgumentException(
          "digest key: got " + key.length + " bytes (expected: at least 16)");
    }
    SecretKeySpec spec = new SecretKeySpec(key.clone(), ALGORITHM);
    this.macs = ThreadLocal.withInitial(() -> newMac(spec));
  }

  /** The digest of JSON text; text that is not JSON is digested as it stands. */
  public Digest digest(String json) {
    if (json.isEmpty()) {
      return Digest.NONE;
    }
    Mac mac = macs.get();
    byte[] full = mac.doFinal(CanonicalJson.of(json).getBytes(StandardCharsets.UTF_8));
    return new Digest(HexFormat.of().formatHex(full, 0, DIGEST_BYTES));
  }

  private static Mac newMac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(ALGORITHM + ": not offered by this Java runtime", e);
    }
  }
}
