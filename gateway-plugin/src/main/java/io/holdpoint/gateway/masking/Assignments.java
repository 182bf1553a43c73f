// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Secrets that are told by the name they are assigned to: {@code password = hunter2x9}. */
final class Assignments {

  private static final List<byte[]> NAMES =
      List.of(
              "password",
              "passwd",
              "passphrase",
              "secret",
              "token",
              "api_key",
              "api-key",
              "apikey",
              "access_key",
              "access-key",
              "accesskey",
              "account_key",
              "accountkey",
              "private_key",
              "private-key",
              "privatekey",
              "signing_key",
              "encryption_key",
              "credential",
              "authorization",
              "bearer",
              "pwd")
          .stream()
          .map(name -> name.getBytes(StandardCharsets.US_ASCII))
          .toList();

  private static final byte[] AZURE = "accountkey".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_NAME = 48;
  private static final int SHORTEST_VALUE = 8;
  private static final int LONGEST_VALUE = 256;
  private static final double LEAST_ENTROPY_BITS = 2.5;
  private static final double[] PARTS = parts();

  private final int[] counts = new int[256];

  /** Looks at an equals sign or a colon; returns the end of the value assigned, or 0. */
  int at(byte[] text, int from, int to, int at, Spans found) {
    int end = at;
    while (end > from && isFiller(text[end - 1])) {
      end--;
    }
    if (end == from || !mayEndName(text[end - 1])) {
      return 0;
    }
    int start = end;
    while (start > from && end - start < LONGEST_NAME && isNamePart(text[start - 1])) {
      start--;
    }
    if (!isName(text, start, end)) {
      return 0;
    }
    int first = at + 1;
    while (first < to && isFiller(text[first])) {
      first++;
    }
    if (first + 7 < to && startsWith(text, first, to, "Bearer ")) {
      first += 7;
    }
    int last = first;
    while (last < to && last - first <= LONGEST_VALUE && isValuePart(text[last])) {
      last++;
    }
    if (!isValue(text, first, last)) {
      return 0;
    }
    found.add(
        first,
        last,
        endsWith(text, start, end, AZURE) ? EntityType.AZURE_STORAGE_KEY : EntityType.PASSWORD);
    return last;
  }

  /** True if a name is that of a secret. */
  static boolean isName(byte[] text, int start, int end) {
    for (byte[] name : NAMES) {
      if (endsWith(text, start, end, name)
          || (end > start
              && (text[end - 1] | 0x20) == 's'
              && endsWith(text, start, end - 1, name))) {
        // "pwd" is a word of its own.
        int before = end - name.length - 1;
        return name.length > 3 || before < start || !Chars.isWord(text[before]);
      }
    }
    return false;
  }

  /** Long enough, of two kinds of characters, varied; no address, no placeholder. */
  boolean isValue(byte[] text, int start, int end) {
    int length = end - start;
    return length >= SHORTEST_VALUE
        && length <= LONGEST_VALUE
        && !isPlaceholder(text, start, end)
        && kinds(text, start, end) >= 2
        && entropy(text, start, end) >= LEAST_ENTROPY_BITS;
  }

  private static boolean isPlaceholder(byte[] text, int start, int end) {
    if (text[start] == '<'
        || text[start] == '('
        || startsWith(text, start, end, "${")
        || startsWith(text, start, end, "{{")) {
      return true;
    }
    for (int i = start; i + 2 < end; i++) {
      byte c = text[i];
      boolean thrice = c == text[i + 1] && c == text[i + 2] && (c == '*' || c == '.');
      if (thrice || (c == ':' && text[i + 1] == '/' && text[i + 2] == '/')) {
        return true;
      }
    }
    return false;
  }

  private static int kinds(byte[] text, int start, int end) {
    boolean letter = false;
    boolean digit = false;
    boolean other = false;
    for (int i = start; i < end; i++) {
      byte c = text[i];
      boolean isLetter = Chars.isLetter(c) || c < 0;
      letter |= isLetter;
      digit |= Chars.isDigit(c);
      other |= !isLetter && !Chars.isDigit(c) && c != '_' && c != '-' && c != '.' && c != '(';
    }
    return (letter ? 1 : 0) + (digit ? 1 : 0) + (other ? 1 : 0);
  }

  /** Shannon entropy of the characters, in bits per character. */
  private double entropy(byte[] text, int start, int end) {
    int length = end - start;
    for (int i = start; i < end; i++) {
      counts[text[i] & 0xff]++;
    }
    double sum = 0;
    for (int i = start; i < end; i++) {
      int c = text[i] & 0xff;
      sum += PARTS[counts[c]];
      counts[c] = 0;
    }
    return (PARTS[length] - sum) / length;
  }

  /** n log2 n. */
  private static double[] parts() {
    double[] parts = new double[LONGEST_VALUE + 2];
    for (int n = 1; n < parts.length; n++) {
      parts[n] = n * Math.log(n) / Math.log(2);
    }
    return parts;
  }

  private static boolean mayEndName(byte b) {
    return switch (b | 0x20) {
      case 'd', 'e', 't', 'n', 'y', 'l', 'r', 's' -> true;
      default -> false;
    };
  }

  private static boolean endsWith(byte[] text, int start, int end, byte[] name) {
    int at = end - name.length;
    if (at < start || (text[end - 1] | 0x20) != (name[name.length - 1] | 0x20)) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      int c = text[at + i];
      if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != name[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean startsWith(byte[] text, int at, int end, String word) {
    if (at + word.length() > end) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (text[at + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFiller(byte c) {
    return c == ' ' || c == '\t' || c == '"' || c == '\'' || c == '\\' || c == '`';
  }

  private static boolean isNamePart(byte c) {
    return Chars.isWord(c) || c == '_' || c == '-' || c == '.';
  }

  private static boolean isValuePart(byte c) {
    boolean ends =
        c == '"' || c == '\'' || c == '`' || c == ',' || c == ';' || c == '\\' || c == '&';
    return (c > ' ' || c < 0) && !ends;
  }
}
