// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.batch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Trace ids and span ids where they stand. */
final class Ids {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int TRACE_ID_BYTES = 16;
  private static final int SPAN_ID_BYTES = 8;
  private static final byte[] ZEROS = new byte[TRACE_ID_BYTES];

  private Ids() {}

  /** True for 16 bytes that are not all zero. */
  static boolean isTraceId(byte[] bytes, int at, int length) {
    return length == TRACE_ID_BYTES && isNotZero(bytes, at, length);
  }

  /** True for 8 bytes that are not all zero. */
  static boolean isSpanId(byte[] bytes, int at, int length) {
    return length == SPAN_ID_BYTES && isNotZero(bytes, at, length);
  }

  /** Two digits for each byte. */
  static String hex(byte[] bytes, int at, int length) {
    byte[] digits = new byte[2 * length];
    for (int i = 0; i < length; i++) {
      byte b = bytes[at + i];
      digits[2 * i] = HEX[(b >> 4) & 0xf];
      digits[2 * i + 1] = HEX[b & 0xf];
    }
    return new String(digits, StandardCharsets.ISO_8859_1);
  }

  private static boolean isNotZero(byte[] bytes, int at, int length) {
    return Arrays.mismatch(bytes, at, at + length, ZEROS, 0, length) >= 0;
  }
}
