// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.intent;

import io.holdpoint.engine.intent.Tokens.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Finds mail addresses, links, hosts, accounts and codes while a text is taken apart. Their hash is
 * over letters and digits only, so that spacing, case and punctuation hide nothing. For one thread.
 */
final class Identifiers {
  private static final int LONGEST = 300;
  private static final int LONGEST_GROUP = 8;
  private static final int LEAST_JOINED = 8;

  private final Tokens tokens;
  private String text = "";
  private int start = -1;
  private int end;
  private int firstToken;
  private int groupToken;
  private int groups;
  private int groupLength;
  private int groupDigits;
  private long groupHash;

  Identifiers(Tokens tokens) {
    this.tokens = tokens;
  }

  void begin(String whole) {
    text = whole;
    start = -1;
    groups = 0;
  }

  /** A word stands in {@code [from, to)}. */
  void word(int from, int to) {
    if (start < 0) {
      start = from;
      firstToken = tokens.size();
    }
    end = to;
  }

  void separator(int at, char c) {
    if (isBorder(c)) {
      chunk();
      if (c != ' ' && c != '-') {
        group();
      }
    } else if (start < 0 && (c == '@' || c == '+' || c == '#')) {
      start = at;
      end = at + 1;
      firstToken = tokens.size();
    }
  }

  void end() {
    chunk();
    group();
  }

  private void chunk() {
    if (start < 0) {
      return;
    }
    if (end - start <= LONGEST) {
      Shape shape = shape(start, end);
      if (shape != null) {
        tokens.addIdentifier(hash(start, end), shape, firstToken);
        if (shape == Shape.LINK) {
          host();
        }
      }
      join();
    }
    start = -1;
  }

  /** A link's host is an identifier of its own. */
  private void host() {
    int from = bare(start, end);
    int to = from;
    while (to < end && "/?#:".indexOf(text.charAt(to)) < 0) {
      to++;
    }
    if (to < end && to > from) {
      tokens.addIdentifier(hash(from, to), Shape.LINK, firstToken);
    }
  }

  /** Short groups with digits in a row are also one number: cards, accounts, telephones. */
  private void join() {
    int digits = digits(start, end);
    boolean part = end - start <= LONGEST_GROUP && digits > 0;
    if (!part) {
      group();
      return;
    }
    if (groups == 0) {
      groupToken = firstToken;
      groupHash = Folding.seed();
      groupLength = 0;
      groupDigits = 0;
    }
    groups++;
    for (int i = start; i < end; i++) {
      if (Character.isLetterOrDigit(text.charAt(i))) {
        groupHash = Folding.add(groupHash, text.charAt(i));
        groupLength++;
      }
    }
    groupDigits += digits;
  }

  private void group() {
    if (groups > 1 && groupLength >= LEAST_JOINED && groupDigits * 2 >= groupLength) {
      tokens.addIdentifier(groupHash, Shape.ACCOUNT, groupToken);
    }
    groups = 0;
  }

  private @Nullable Shape shape(int from, int to) {
    int at = find('@', from, to);
    if (at >= from && at < to - 1) {
      int dot = find('.', at, to);
      return at > from && dot > at && dot < to - 1 ? Shape.MAIL : Shape.CODE;
    }
    if (isLink(from, to)) {
      return Shape.LINK;
    }
    int digits = digits(from, to);
    int length = to - from;
    if (digits == 0) {
      return null;
    }
    boolean date = length <= 10 && digits == 8 && text.charAt(to - 1) != '+' && isDate(from, to);
    if (!date && (digits >= 8 || (digits >= 4 && length >= 10 && hasLetters(from, to)))) {
      return isPlain(from, to) ? Shape.ACCOUNT : Shape.CODE;
    }
    return length >= 3 ? Shape.CODE : null;
  }

  /** A scheme, {@code www.}, or a name with a dot before at least two last letters. */
  private boolean isLink(int from, int to) {
    if (bare(from, to) > from) {
      return true;
    }
    int slash = from;
    while (slash < to && text.charAt(slash) != '/' && text.charAt(slash) != '?') {
      slash++;
    }
    int dot = slash - 1;
    while (dot > from && text.charAt(dot) != '.') {
      dot--;
    }
    if (dot <= from || slash - dot < 3 || slash - dot > 14) {
      return false;
    }
    for (int i = dot + 1; i < slash; i++) {
      if (!Character.isLetter(text.charAt(i))) {
        return false;
      }
    }
    return (slash < to && text.charAt(slash) == '/') || Hosts.isTopLevel(text, dot + 1, slash);
  }

  private int bare(int from, int to) {
    int scheme = find(':', from, to);
    boolean slashes = scheme > from && text.startsWith("://", scheme);
    int bare = slashes && scheme + 3 < to ? scheme + 3 : from;
    return text.regionMatches(true, bare, "www.", 0, 4) && bare + 4 < to ? bare + 4 : bare;
  }

  private long hash(int from, int to) {
    long hash = Folding.seed();
    for (int i = bare(from, to); i < to; i++) {
      char c = text.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        hash = Folding.add(hash, c);
      }
    }
    return hash;
  }

  /** Where the character is first; -1 if it is not. */
  private int find(char wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == wanted) {
        return i;
      }
    }
    return -1;
  }

  private boolean isDate(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!Character.isDigit(c) && c != '-' && c != '.' && c != '/') {
        return false;
      }
    }
    return digits(from, to) < to - from;
  }

  private boolean isPlain(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c) && c != '-' && c != '.' && c != '+' && c != ':') {
        return false;
      }
    }
    return !isTime(from, to);
  }

  private boolean isTime(int from, int to) {
    int colon = find(':', from, to);
    return colon > from && colon < to && Character.isDigit(text.charAt(from)) && isClock(from, to);
  }

  private boolean isClock(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!Character.isDigit(c) && "-:.TtZz+".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private boolean hasLetters(int from, int to) {
    for (int i = from; i < to; i++) {
      if (Character.isLetter(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private int digits(int from, int to) {
    int digits = 0;
    for (int i = from; i < to; i++) {
      digits += Character.isDigit(text.charAt(i)) ? 1 : 0;
    }
    return digits;
  }

  private static boolean isBorder(char c) {
    return Character.isWhitespace(c) || "\"'`<>(){}[],;|*".indexOf(c) >= 0;
  }
}
