// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import static io.holdpoint.gateway.masking.Chars.isMail;
import static io.holdpoint.gateway.masking.Chars.isWord;

import java.nio.charset.StandardCharsets;

/**
 * Finds entities in one text, in one pass: most bytes cost one look at a table, and only digits and
 * a few other characters are looked at closer. Every look is bounded, so that no text costs more
 * than its length. Reused by one thread.
 */
final class TextScan {

  private static final byte[] BEGIN = "-----BEGIN ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] KEY = "PRIVATE KEY".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "-----END ".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_KEY = 8 * 1024;
  private static final int LONGEST_PEM_NAME = 40;
  private static final int LONGEST_MAILBOX = 64;
  private static final int LONGEST_HOST = 253;
  private static final int LONGEST_AUTHORITY = 256;
  private static final int LONGEST_JWT = 8 * 1024;
  private static final int SHORTEST_JWT_PART = 8;

  private final Context context = new Context();
  private final Prefixes prefixes = new Prefixes();
  private final DigitScan digits = new DigitScan(context);
  private final Assignments assignments = new Assignments();
  private byte[] text = new byte[0];
  private int from;
  private int to;
  private int mailFailed;
  private int jwtFailed;
  private int keyFailed;
  private Spans found = new Spans();
  private boolean secretsOnly;

  /** Looks for nothing but what opens something. */
  void secretsOnly(boolean value) {
    secretsOnly = value;
  }

  Context context() {
    return context;
  }

  /** Adds what stands between {@code start} and {@code end}. */
  void scan(byte[] bytes, int start, int end, Spans spans) {
    text = bytes;
    from = start;
    to = end;
    found = spans;
    mailFailed = start;
    jwtFailed = start;
    keyFailed = 0;
    context.text();
    digits.text(bytes, start, end, spans);
    int i = start;
    while (i < end) {
      int kind = Chars.trigger(bytes[i]);
      i = kind == 0 || (secretsOnly && kind <= Chars.AT) ? i + 1 : Math.max(i + 1, look(kind, i));
    }
  }

  private int look(int kind, int at) {
    return switch (kind) {
      case Chars.DIGIT -> digits.at(at);
      case Chars.AT -> mail(at);
      case Chars.PREFIX ->
          text[at] == '-' && at > from && text[at - 1] == '-'
              ? privateKey(at)
              : prefixes.find(text, from, to, at, found);
      case Chars.ASSIGN -> assign(at);
      case Chars.SLASH -> authority(at);
      case Chars.CAPITAL -> capital(at);
      default -> jwt(at);
    };
  }

  /**
   * The {@code I} of an access key's {@code AKI}, the {@code z} before the last of {@code AIza}.
   */
  private int capital(int at) {
    if (text[at] == 'I') {
      return prefixes.find(text, from, to, at, found);
    }
    return at > from && text[at - 1] == 'I' && at + 1 < to
        ? prefixes.find(text, from, to, at + 1, found)
        : 0;
  }

  private int assign(int at) {
    int end = text[at] == ':' && !secretsOnly ? digits.colon(at) : 0;
    return end > 0 ? end : assignments.at(text, from, to, at, found);
  }

  private int mail(int at) {
    int start = at;
    int first = Math.max(Math.max(from, mailFailed), at - LONGEST_MAILBOX);
    while (start > first && isMail(text[start - 1])) {
      start--;
    }
    while (start < at && (text[start] == '.' || text[start] == '-')) {
      start++;
    }
    mailFailed = at + 1;
    int end = at + 1;
    int dot = 0;
    int last = Math.min(to, at + LONGEST_HOST);
    while (end < last
        && (isWord(text[end]) || text[end] == '-' || text[end] == '.' || text[end] < 0)) {
      dot = text[end] == '.' && end > at + 1 ? end : dot;
      end++;
    }
    while (end > at + 1 && (text[end - 1] == '.' || text[end - 1] == '-')) {
      end--;
      dot = dot >= end ? lastDot(at + 1, end) : dot;
    }
    boolean isHost = start < at && dot > at + 1 && end - dot > 2 && Chars.isLetter(text[dot + 1]);
    if (isHost || (start < at && dot > at + 1 && text[end - 1] < 0)) {
      found.add(start, end, EntityType.EMAIL);
      mailFailed = end;
      return end;
    }
    return 0;
  }

  private int lastDot(int begin, int end) {
    for (int i = end - 1; i > begin; i--) {
      if (text[i] == '.') {
        return i;
      }
    }
    return 0;
  }

  /** {@code scheme://user:password@host}: the password. */
  private int authority(int at) {
    if (at < from + 2 || text[at - 1] != '/' || text[at - 2] != ':') {
      return 0;
    }
    int colon = 0;
    int last = Math.min(to, at + LONGEST_AUTHORITY);
    for (int i = at + 1; i < last; i++) {
      byte c = text[i];
      if (c == '@') {
        if (colon > 0 && i - colon > 2) {
          found.add(colon + 1, i, EntityType.CONNECTION_PASSWORD);
          mailFailed = i + 1;
          return i + 1;
        }
        return 0;
      }
      if (c <= ' ' || c == '/' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '?') {
        return 0;
      }
      colon = c == ':' && colon == 0 ? i : colon;
    }
    return 0;
  }

  /** Three parts of base64url with dots between, the first two being JSON objects. */
  private int jwt(int at) {
    int start = at - 2;
    if (start < jwtFailed || text[at - 1] != 'y' || text[start] != 'e') {
      return 0;
    }
    int last = Math.min(to, start + LONGEST_JWT);
    int first = Prefixes.run(text, at, last, "-_");
    jwtFailed = first;
    boolean second =
        first - start >= SHORTEST_JWT_PART
            && first + 4 < last
            && text[first] == '.'
            && text[first + 1] == 'e'
            && text[first + 2] == 'y'
            && text[first + 3] == 'J';
    if (!second) {
      return 0;
    }
    int dot = Prefixes.run(text, first + 1, last, "-_");
    if (dot >= last || text[dot] != '.') {
      return 0;
    }
    int end = Prefixes.run(text, dot + 1, last, "-_");
    if (end - dot <= 1) {
      return 0;
    }
    found.add(start, end, EntityType.JWT);
    return end;
  }

  /** From its first line to its last, or to the end of the text where that is missing. */
  private int privateKey(int at) {
    int start = at - 4;
    if (start < from || at + 7 > to || !is(BEGIN, start)) {
      return 0;
    }
    int named = start + BEGIN.length;
    int key = indexOf(KEY, named, Math.min(to, named + LONGEST_PEM_NAME + KEY.length));
    if (key < 0) {
      return 0;
    }
    int body = key + KEY.length;
    int far = Math.min(to, start + LONGEST_KEY);
    int close = keyFailed > body ? -1 : indexOf(END, body, far);
    keyFailed = close < 0 ? far : 0;
    int end = far;
    if (close >= 0) {
      int closed = indexOf(KEY, close, Math.min(to, close + LONGEST_PEM_NAME + 20));
      end = closed < 0 ? close + END.length : Math.min(to, closed + KEY.length + 5);
    }
    found.add(start, end, EntityType.PRIVATE_KEY);
    return end;
  }

  private boolean is(byte[] word, int at) {
    if (at < from || at + word.length > to) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (text[at + i] != word[i]) {
        return false;
      }
    }
    return true;
  }

  private int indexOf(byte[] word, int begin, int end) {
    for (int i = begin; i + word.length <= end; i++) {
      if (text[i] == word[0] && is(word, i)) {
        return i;
      }
    }
    return -1;
  }
}
