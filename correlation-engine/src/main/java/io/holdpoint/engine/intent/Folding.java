// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.intent;

import java.text.Normalizer;

/** Makes one form of the many a text can take: case, accents, width, invisible characters. */
public final class Folding {
  private static final long SEED = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Folding() {}

  /**
   * The text without accents, invisible characters and variants of width; ASCII is returned as is.
   */
  public static String fold(String text) {
    if (isAscii(text)) {
      return text;
    }
    String apart = Normalizer.normalize(text, Normalizer.Form.NFKD);
    StringBuilder folded = new StringBuilder(apart.length());
    for (int i = 0; i < apart.length(); i++) {
      char c = apart.charAt(i);
      int type = Character.getType(c);
      if (type != Character.NON_SPACING_MARK && type != Character.FORMAT) {
        appendLetter(folded, c);
      }
    }
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  private static void appendLetter(StringBuilder folded, char c) {
    switch (c) {
      case 'ß' -> folded.append("ss");
      case 'ł', 'Ł' -> folded.append('l');
      case 'ø', 'Ø' -> folded.append('o');
      case 'đ', 'Đ' -> folded.append('d');
      case 'ı' -> folded.append('i');
      case 'æ', 'Æ' -> folded.append("ae");
      case 'œ', 'Œ' -> folded.append("oe");
      case '’', '‘', 'ʼ' -> folded.append('\'');
      case '“', '”', '„', '«', '»' -> folded.append('"');
      case '–', '—', '‐' -> folded.append('-');
      case '。' -> folded.append(". ");
      case '，', '、' -> folded.append(", ");
      case '：' -> folded.append(": ");
      default -> folded.append(c);
    }
  }

  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** The hash a word or an identifier starts with. */
  public static long seed() {
    return SEED;
  }

  /** The hash with one more character, whatever its case. */
  public static long add(long hash, char c) {
    return (hash ^ lower(c)) * PRIME;
  }

  /** As above, where the {@link Kind} of the character is known. */
  static long add(long hash, char c, int kind) {
    return c < 0x80 ? (hash ^ (c | (kind & Kind.UPPER) << 3)) * PRIME : add(hash, c);
  }

  static char lower(char c) {
    return c < 0x80 ? (c >= 'A' && c <= 'Z' ? (char) (c + 32) : c) : Character.toLowerCase(c);
  }

  /** The hash of a folded word, whatever its case. */
  public static long hash(String word) {
    return hash(word.toCharArray(), 0, word.length());
  }

  static long hash(char[] text, int from, int to) {
    long hash = SEED;
    for (int i = from; i < to; i++) {
      hash = add(hash, text[i]);
    }
    return hash;
  }

  /** Spreads the bits of a hash, so that parts of it can be used. */
  static long mix(long hash) {
    long h = hash * 0x9e3779b97f4a7c15L;
    h ^= h >>> 32;
    h *= 0xd6e8feb86659fd93L;
    return h ^ (h >>> 32);
  }
}
