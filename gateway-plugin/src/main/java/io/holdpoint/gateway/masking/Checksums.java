// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The check digits of numbers and addresses. Digits are given as values, not as characters. */
final class Checksums {

  private static final int[][] VERHOEFF = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
    {2, 3, 4, 0, 1, 7, 8, 9, 5, 6}, {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
    {4, 0, 1, 2, 3, 9, 5, 6, 7, 8}, {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
    {6, 5, 9, 8, 7, 1, 0, 4, 3, 2}, {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
    {8, 7, 6, 5, 9, 3, 2, 1, 0, 4}, {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}
  };
  private static final int[][] VERHOEFF_TURNS = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4},
    {5, 8, 0, 3, 7, 9, 6, 1, 4, 2}, {8, 9, 1, 6, 0, 4, 3, 5, 2, 7},
    {9, 4, 5, 3, 1, 2, 6, 8, 7, 0}, {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
    {2, 7, 9, 3, 8, 0, 6, 4, 1, 5}, {7, 0, 4, 6, 9, 1, 3, 2, 5, 8}
  };
  private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] BECH32_STEPS = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final String FISCAL_ODD = "BAFHJNPRTVCESULDGIMOQKWZYX";
  private static final String VIN_LETTERS = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ";
  private static final int[] VIN_WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};

  private Checksums() {}

  static boolean luhn(int[] d, int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
      int v = d[n - 1 - i];
      sum += i % 2 == 0 ? v : v < 5 ? 2 * v : 2 * v - 9;
    }
    return sum % 10 == 0;
  }

  static int weighted(int[] d, int... weights) {
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += d[i] * weights[i];
    }
    return sum;
  }

  static boolean verhoeff(int[] d, int n) {
    int c = 0;
    for (int i = 0; i < n; i++) {
      c = VERHOEFF[c][VERHOEFF_TURNS[i % 8][d[n - 1 - i]]];
    }
    return c == 0;
  }

  /** ISO 7064 mod 11,10: German tax number. */
  static boolean mod11And10(int[] d, int n) {
    int p = 10;
    for (int i = 0; i < n - 1; i++) {
      int s = (d[i] + p) % 10;
      p = 2 * (s == 0 ? 10 : s) % 11;
    }
    return (11 - p) % 10 == d[n - 1];
  }

  static long number(int[] d, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + d[i];
    }
    return value;
  }

  /** Two check digits of weights that fall from the length on: Brazil. */
  static boolean brazil(int[] d, int n, int highest) {
    for (int check = n - 2; check < n; check++) {
      int sum = 0;
      int weight = 2;
      for (int i = check - 1; i >= 0; i--) {
        sum += d[i] * weight;
        weight = weight == highest ? 2 : weight + 1;
      }
      int digit = sum % 11 < 2 ? 0 : 11 - sum % 11;
      if (digit != d[check]) {
        return false;
      }
    }
    return !same(d, n);
  }

  static boolean same(int[] d, int n) {
    for (int i = 1; i < n; i++) {
      if (d[i] != d[0]) {
        return false;
      }
    }
    return true;
  }

  /** ISO 7064 mod 97 of an IBAN in upper case, without spaces. */
  static boolean iban(byte[] s, int n) {
    long rest = 0;
    for (int i = 0; i < n; i++) {
      int c = s[(i + 4) % n];
      rest = c <= '9' ? (rest * 10 + c - '0') % 97 : (rest * 100 + c - 'A' + 10) % 97;
    }
    return rest == 1;
  }

  static boolean fiscalCode(byte[] s) {
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      int v = s[i] <= '9' ? s[i] - '0' : s[i] - 'A';
      sum += i % 2 == 1 ? v : FISCAL_ODD.charAt(v) - 'A';
    }
    return sum % 26 == s[15] - 'A';
  }

  static boolean vin(byte[] s) {
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      int at = VIN_LETTERS.indexOf(s[i]);
      if (at < 0 || s[i] == '.') {
        return false;
      }
      sum += at % 10 * VIN_WEIGHTS[i];
    }
    return sum % 11 == (s[8] == 'X' ? 10 : s[8] - '0');
  }

  static boolean germanInsurance(byte[] s) {
    int letter = s[8] - 'A' + 1;
    int[] d = new int[12];
    for (int i = 0; i < 8; i++) {
      d[i] = s[i] - '0';
    }
    d[8] = letter / 10;
    d[9] = letter % 10;
    d[10] = s[9] - '0';
    d[11] = s[10] - '0';
    int[] weights = {2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1};
    int sum = 0;
    for (int i = 0; i < 12; i++) {
      int product = d[i] * weights[i];
      sum += product / 10 + product % 10;
    }
    return sum % 10 == s[11] - '0';
  }

  static boolean base58Check(String address) {
    byte[] bytes = base58(address);
    if (bytes == null) {
      return false;
    }
    byte[] hash = sha256(sha256(Arrays.copyOf(bytes, 21)));
    return Arrays.equals(hash, 0, 4, bytes, 21, 25);
  }

  private static byte @Nullable [] base58(String address) {
    BigInteger value = BigInteger.ZERO;
    for (int i = 0; i < address.length(); i++) {
      int digit = BASE58.indexOf(address.charAt(i));
      if (digit < 0) {
        return null;
      }
      value = value.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(digit));
    }
    byte[] number = value.toByteArray();
    int skip = number.length > 1 && number[0] == 0 ? 1 : 0;
    int length = number.length - skip;
    if (length > 25) {
      return null;
    }
    byte[] bytes = new byte[25];
    System.arraycopy(number, skip, bytes, 25 - length, length);
    return bytes;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: not offered by this Java runtime", e);
    }
  }

  /** Of a lower-case address that begins with {@code bc1}. */
  static boolean bech32(String address) {
    int check = 1;
    int[] prefix = {3, 3, 0, 2, 3};
    for (int v : prefix) {
      check = step(check, v);
    }
    for (int i = 3; i < address.length(); i++) {
      int v = BECH32.indexOf(address.charAt(i));
      if (v < 0) {
        return false;
      }
      check = step(check, v);
    }
    return check == 1 || check == 0x2bc830a3;
  }

  private static int step(int check, int v) {
    int top = check >>> 25;
    int next = ((check & 0x1ffffff) << 5) ^ v;
    for (int i = 0; i < 5; i++) {
      next ^= ((top >> i) & 1) == 1 ? BECH32_STEPS[i] : 0;
    }
    return next;
  }
}
