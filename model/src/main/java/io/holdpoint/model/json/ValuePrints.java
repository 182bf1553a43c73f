// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed prints of values: who holds the key can ask whether a value he knows was touched, and
 * nobody else can read the value out of its print or try one out. SipHash-2-4 (Aumasson and
 * Bernstein, 2012) of 48 bits: among ten million prints one question in 28 million finds a value
 * that was not there. Cheap enough for the way of a request. Safe for use by many threads.
 */
public final class ValuePrints {

  /** What a value must be to have a print, for people. */
  public static final String RULE = ValueForms.RULE;

  private static final HexFormat HEX = HexFormat.of();
  private static final int DIGITS = 12;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long k0;
  private final long k1;

  @SuppressWarnings("ThreadLocalUsage") // as many as there are tenants' keys
  private final ThreadLocal<ValueScan> scans;

  /**
   * @param key the tenant's key, at least 16 bytes; a key of its own is derived from it
   */
  public ValuePrints(byte[] key) {
    if (key.length < 16) {
      throw new IllegalArgumentException(
          "print key: got " + key.length + " bytes (expected: at least 16)");
    }
    ByteBuffer own = ByteBuffer.wrap(derived(key)).order(ByteOrder.LITTLE_ENDIAN);
    this.k0 = own.getLong();
    this.k1 = own.getLong();
    this.scans = ThreadLocal.withInitial(() -> new ValueScan(k0, k1));
  }

  /** Prints of the values in a text, hexadecimal, each once. */
  public List<String> in(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    ValueScan scan = scans.get();
    int count = scan.read(text);
    String[] found = new String[count];
    for (int i = 0; i < count; i++) {
      found[i] = HEX.toHexDigits(scan.hash(i), DIGITS);
    }
    return List.of(found);
  }

  /** The print of a value someone looks for. */
  public String ofSearched(String value) {
    return print(ValueForms.ofSearched(value));
  }

  /** True if the value is one that has a print. */
  public static boolean isSearchable(String value) {
    return ValueForms.isSearchable(value);
  }

  String print(String form) {
    byte[] bytes = form.getBytes(StandardCharsets.UTF_8);
    return HEX.toHexDigits(hash(bytes, bytes.length, k0, k1), DIGITS);
  }

  /** SipHash-2-4 of the first bytes. */
  static long hash(byte[] bytes, int length, long k0, long k1) {
    long v0 = k0 ^ 0x736f6d6570736575L;
    long v1 = k1 ^ 0x646f72616e646f6dL;
    long v2 = k0 ^ 0x6c7967656e657261L;
    long v3 = k1 ^ 0x7465646279746573L;
    int words = length >>> 3;
    // Two rounds for each word, two for what is left and four at the end: a round stands once.
    for (int round = 0; round < 2 * words + 6; round++) {
      long word = 0;
      if (round <= 2 * words + 1) {
        int at = (round >>> 1) << 3;
        word = round < 2 * words ? (long) WORDS.get(bytes, at) : rest(bytes, at, length);
        v3 ^= (round & 1) == 0 ? word : 0;
      } else if (round == 2 * words + 2) {
        v2 ^= 0xff;
      }
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
      v0 ^= (round & 1) == 1 ? word : 0;
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }

  /** The bytes after the last whole word, and the length of all. */
  private static long rest(byte[] bytes, int from, int length) {
    long rest = (long) length << 56;
    for (int i = from; i < length; i++) {
      rest |= (bytes[i] & 0xFFL) << (8 * (i - from));
    }
    return rest;
  }

  private static byte[] derived(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.clone(), "HmacSHA256"));
      return mac.doFinal("holdpoint value prints".getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("HmacSHA256: not offered by this Java runtime", e);
    }
  }
}
