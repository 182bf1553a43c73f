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

  private static final HexFormat HEX = HexFormat.of();

  private final ThreadLocal<Tools> tools;
  private final ValuePrints prints;

  /**
   * @param key the tenant's key, at least 16 bytes
   */
  public PayloadDigester(byte[] key) {
    if (key.length < 16) {
      throw new IllegalArgumentException(
          "digest key: got " + key.length + " bytes (expected: at least 16)");
    }
    SecretKeySpec spec = new SecretKeySpec(key.clone(), ALGORITHM);
    this.prints = new ValuePrints(key);
    this.tools = ThreadLocal.withInitial(() -> new Tools(newMac(spec), new PlainCanonical()));
  }

  /** The digest of JSON text; text that is not JSON is digested as it stands. */
  public Digest digest(String json) {
    return digest(json, json.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * As {@link #digest(String)}, for a caller who has the bytes already.
   *
   * @param utf8 the text in UTF-8; not changed
   */
  public Digest digest(String json, byte[] utf8) {
    if (json.isEmpty()) {
      return Digest.NONE;
    }
    Tools own = tools.get();
    PlainCanonical plain = own.plain();
    if (plain.write(utf8)) {
      own.mac().update(plain.bytes(), 0, plain.length());
    } else {
      own.mac().update(CanonicalJson.of(json).getBytes(StandardCharsets.UTF_8));
    }
    return new Digest(HEX.formatHex(own.mac().doFinal(), 0, DIGEST_BYTES));
  }

  /** The prints of values that stand in payloads. */
  public ValuePrints prints() {
    return prints;
  }

  /** What a thread works with. */
  private record Tools(Mac mac, PlainCanonical plain) {}

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
