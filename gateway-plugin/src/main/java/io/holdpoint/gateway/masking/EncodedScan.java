// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Looks into runs of base64 and of hexadecimal digits: what they hold is scanned once more. Every
 * 24th byte is probed, so that a text without runs costs next to nothing. Reused by one thread.
 */
final class EncodedScan {

  private static final int SHORTEST_RUN = 24;
  private static final int SHORTEST_HEX = 32;
  private static final int SAMPLE = 8;
  private static final byte[] DIGITS = digits();
  private static final int LONGEST_RUN = 1 << 20;
  private static final int LONGEST_MISALIGNED = 16 << 10;
  private static final int LEAST_PRINTABLE_PERCENT = 95;

  private final TextScan scan = new TextScan();
  private final Spans inner = new Spans();
  private byte[] aligned = new byte[0];

  /** Adds the runs that hold something. */
  void scan(byte[] text, int from, int to, Spans found) {
    int at = from + SHORTEST_RUN - 1;
    while (at < to) {
      if (!Chars.isBase64(text[at])) {
        at += SHORTEST_RUN;
        continue;
      }
      int start = at;
      while (start > from && Chars.isBase64(text[start - 1]) && at - start < LONGEST_RUN) {
        start--;
      }
      int end = at + 1;
      while (end < to && Chars.isBase64(text[end]) && end - start < LONGEST_RUN) {
        end++;
      }
      EntityType held = end - start >= SHORTEST_RUN ? held(text, start, end) : null;
      if (held != null) {
        int padded = end;
        while (padded < to && padded < end + 2 && text[padded] == '=') {
          padded++;
        }
        found.add(start, padded, held);
      }
      at = end + SHORTEST_RUN;
    }
  }

  private @Nullable EntityType held(byte[] text, int start, int end) {
    int alignments = end - start <= LONGEST_MISALIGNED ? 4 : 1;
    for (int skip = 0; skip < alignments; skip++) {
      if (!looksLikeText(text, start + skip, end)) {
        continue;
      }
      EntityType held = held(base64(text, start + skip, end));
      if (held != null) {
        return held;
      }
    }
    return end - start >= SHORTEST_HEX ? held(hex(text, start, end)) : null;
  }

  private @Nullable EntityType held(byte[] decoded) {
    if (!isText(decoded)) {
      return null;
    }
    inner.clear();
    scan.context().noKey();
    scan.scan(decoded, 0, decoded.length, inner);
    for (int i = 0; i < inner.size(); i++) {
      if (inner.type(i).family() == EntityType.Family.SECRET) {
        return EntityType.ENCODED_SECRET;
      }
    }
    return inner.size() > 0 ? EntityType.ENCODED : null;
  }

  /** Decodes a few characters at the start and in the middle: nearly all runs are no text. */
  private static boolean looksLikeText(byte[] text, int start, int end) {
    int middle = start + (end - start) / 2 / 4 * 4;
    return sample(text, start, end) || sample(text, middle, end);
  }

  private static boolean sample(byte[] text, int start, int end) {
    if (start + SAMPLE > end) {
      return false;
    }
    for (int i = start; i < start + SAMPLE; i += 4) {
      int bits =
          (DIGITS[text[i]] << 18)
              | (DIGITS[text[i + 1]] << 12)
              | (DIGITS[text[i + 2]] << 6)
              | DIGITS[text[i + 3]];
      if (!isPrintable(bits >> 16) || !isPrintable(bits >> 8) || !isPrintable(bits)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrintable(int value) {
    int b = value & 0xff;
    return b < 0x7f && (b >= 0x20 || b == '\n' || b == '\r' || b == '\t');
  }

  private static byte[] digits() {
    byte[] digits = new byte[128];
    String all = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < 64; i++) {
      digits[all.charAt(i)] = (byte) i;
    }
    digits['-'] = 62;
    digits['_'] = 63;
    return digits;
  }

  private static boolean isText(byte[] decoded) {
    int printable = 0;
    for (byte b : decoded) {
      printable += b >= 0x20 || b == '\n' || b == '\r' || b == '\t' ? 1 : 0;
    }
    return decoded.length >= 12
        && printable * 100L >= (long) decoded.length * LEAST_PRINTABLE_PERCENT;
  }

  private byte[] base64(byte[] text, int start, int end) {
    int length = end - start - ((end - start) % 4 == 1 ? 1 : 0);
    if (aligned.length != length) {
      aligned = new byte[Math.max(0, length)];
    }
    for (int i = 0; i < length; i++) {
      byte b = text[start + i];
      aligned[i] = b == '-' ? (byte) '+' : b == '_' ? (byte) '/' : b;
    }
    return Base64.getDecoder().decode(aligned);
  }

  private static byte[] hex(byte[] text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!Chars.isHex(text[i])) {
        return new byte[0];
      }
    }
    byte[] decoded = new byte[(end - start) / 2];
    for (int i = 0; i < decoded.length; i++) {
      decoded[i] =
          (byte)
              ((Character.digit(text[start + 2 * i], 16) << 4)
                  | Character.digit(text[start + 2 * i + 1], 16));
    }
    return decoded;
  }
}
