// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Finds text in base64, hexadecimal digits and URL escapes within another text, also where one
 * stands in the other once, where lines are broken, and where digits stand apart.
 */
final class Decoding {
  private static final int LEAST = 12;
  private static final int LEAST_BYTES = 6;
  private static final int MOST_FOUND = 16;

  /** Six bytes and the marks between them. */
  private static final int APART = 17;

  private static final boolean[] BYTES = table("0123456789abcdefABCDEFxX:- ,\\\n");

  private static final int CODE = 1;
  private static final int UPPER = 2;
  private static final int LOWER = 4;
  private static final int BEYOND_HEX = 8;
  private static final byte[] KINDS = kinds();

  private Decoding() {}

  /** What is hidden in the text, and in what is hidden there. */
  static List<String> decoded(String text) {
    List<String> found = once(text);
    String digits = apart(text);
    if (!digits.isEmpty()) {
      found = with(decode(digits), found);
    }
    String joined = joined(text);
    if (!joined.isEmpty()) {
      found = with(decode(joined), found);
    }
    int size = found.size();
    for (int i = 0; i < size; i++) {
      String inner = found.get(i);
      for (String nested : once(inner)) {
        found.add(nested);
      }
      String apart = apart(inner);
      if (!apart.isEmpty()) {
        found = with(decode(apart), found);
      }
    }
    return found;
  }

  /** Bytes as two digits each, with marks between them. */
  private static String apart(String text) {
    int length = text.length();
    // Whatever is long enough has such a character at every APART-th place: most need no look.
    for (int probe = APART - 1; probe < length; probe += APART) {
      int to = probe;
      int digitsIn = 0;
      while (to < length && isApart(text.charAt(to))) {
        digitsIn += isHex(text.charAt(to)) ? 1 : 0;
        to++;
      }
      int from = probe;
      while (to > probe && from > 0 && isApart(text.charAt(from - 1))) {
        from--;
        digitsIn += isHex(text.charAt(from)) ? 1 : 0;
      }
      if (to - from >= APART) {
        String digits = digitsIn >= 2 * LEAST_BYTES ? bytes(text, from, to) : "";
        if (!digits.isEmpty()) {
          return digits;
        }
        probe = to;
      }
    }
    return "";
  }

  private static String bytes(String text, int from, int to) {
    StringBuilder digits = new StringBuilder();
    int i = from;
    while (i < to) {
      boolean first = isDigit(text, i, to) && (i == from || !isDigit(text, i - 1, to));
      boolean two = first && isDigit(text, i + 1, to) && !isDigit(text, i + 2, to);
      if (two) {
        digits.append(text, i, i + 2);
        i++;
      } else if (first && text.charAt(i) != '0' && digits.length() < 2 * LEAST_BYTES) {
        digits.setLength(0);
      }
      i++;
    }
    return digits.length() >= 2 * LEAST_BYTES ? digits.toString() : "";
  }

  private static boolean isDigit(String text, int at, int to) {
    return at < to && Character.digit(text.charAt(at), 16) >= 0;
  }

  private static boolean isApart(char c) {
    return c < BYTES.length && BYTES[c];
  }

  /** Code broken into lines; one line of it is found by itself. */
  private static String joined(String text) {
    int line = text.indexOf('\n');
    if (line < LEAST || line == text.length() - 1) {
      return "";
    }
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        continue;
      }
      if (!isCode(c)) {
        return "";
      }
      all.append(c);
    }
    return all.toString();
  }

  private static List<String> once(String text) {
    List<String> found = List.of();
    if (text.indexOf('%') >= 0 && hasUrlEscapes(text)) {
      found = with(urlDecoded(text), found);
    }
    int length = text.length();
    int from = 0;
    // Whatever is long enough has a character at every LEAST-th place: most need no look.
    while (from + LEAST <= length && found.size() < MOST_FOUND) {
      int last = from + LEAST - 1;
      int seen = CODE;
      for (; last >= from; last--) {
        int kind = kind(text.charAt(last));
        if (kind == 0) {
          break;
        }
        seen |= kind;
      }
      if (last >= from) {
        from = last + 1;
        continue;
      }
      int to = from + LEAST;
      for (; to < length; to++) {
        int kind = kind(text.charAt(to));
        if (kind == 0) {
          break;
        }
        seen |= kind;
      }
      if (mayBeCode(seen)) {
        found = with(decode(text.substring(from, to)), found);
      }
      from = to + 1;
    }
    return found;
  }

  private static List<String> with(Optional<String> more, List<String> found) {
    if (more.isEmpty()) {
      return found;
    }
    List<String> longer = found.isEmpty() ? new ArrayList<>() : found;
    longer.add(more.get());
    return longer;
  }

  /** Letters of both cases, or nothing but hex digits: all else would be refused below. */
  private static boolean mayBeCode(int seen) {
    return (seen & BEYOND_HEX) == 0 || (seen & (UPPER | LOWER)) == (UPPER | LOWER);
  }

  private static String withoutPadding(String code) {
    int end = code.length();
    while (end > 0 && code.charAt(end - 1) == '=') {
      end--;
    }
    return code.substring(0, end);
  }

  private static Optional<String> decode(String code) {
    if (isHex(code)) {
      return printable(HexFormat.of().parseHex(code));
    }
    String standard = withoutPadding(code).replace('-', '+').replace('_', '/');
    if (standard.length() % 4 == 1 || !isMixed(standard)) {
      return Optional.empty();
    }
    return printable(Base64.getDecoder().decode(standard));
  }

  /** Base64 of text has letters of both cases; a word in a path or a sentence has not. */
  private static boolean isMixed(String code) {
    boolean upper = false;
    boolean lower = false;
    boolean slash = false;
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      upper |= c >= 'A' && c <= 'Z';
      lower |= c >= 'a' && c <= 'z';
      if (c == '=') {
        return false;
      }
      slash |= c == '/';
    }
    return upper && lower && (!slash || code.indexOf('/') > 4);
  }

  private static boolean isHex(String code) {
    if (code.length() % 2 != 0) {
      return false;
    }
    for (int i = 0; i < code.length(); i++) {
      if (Character.digit(code.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> printable(byte[] bytes) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r') {
          return Optional.empty();
        }
      }
      return Optional.of(text);
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }

  private static boolean hasUrlEscapes(String text) {
    int escapes = 0;
    for (int i = 0; i + 2 < text.length() && escapes < 2; i++) {
      if (text.charAt(i) == '%'
          && Character.digit(text.charAt(i + 1), 16) >= 0
          && Character.digit(text.charAt(i + 2), 16) >= 0) {
        escapes++;
      }
    }
    return escapes >= 2;
  }

  private static Optional<String> urlDecoded(String text) {
    try {
      return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static boolean isCode(char c) {
    return kind(c) != 0;
  }

  /** What a character can be a part of; 0 if it stands in no code. */
  private static int kind(char c) {
    return c < KINDS.length ? KINDS[c] : 0;
  }

  private static boolean isHex(char c) {
    int kind = kind(c);
    return kind != 0 && (kind & BEYOND_HEX) == 0;
  }

  private static byte[] kinds() {
    byte[] table = new byte[128];
    for (char c = 0; c < table.length; c++) {
      int kind = c >= 'a' && c <= 'z' ? CODE | LOWER : 0;
      kind |= c >= 'A' && c <= 'Z' ? CODE | UPPER : 0;
      kind |= (c >= '0' && c <= '9') || "+/-_=".indexOf(c) >= 0 ? CODE : 0;
      kind |= kind != 0 && Character.digit(c, 16) < 0 ? BEYOND_HEX : 0;
      table[c] = (byte) kind;
    }
    return table;
  }

  private static boolean[] table(String characters) {
    boolean[] table = new boolean[128];
    characters.chars().forEach(c -> table[c] = true);
    return table;
  }
}
