// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.intent;

import io.holdpoint.engine.intent.Tokens.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Finds mail addresses, links, hosts, accounts and codes while a text is taken apart. Their hash is
 * over letters and digits only, in addresses over dashes too, so that spacing, case and punctuation
 * hide nothing. For one thread.
 */
final class Identifiers {
  private static final int LONGEST = 300;
  private static final int LONGEST_GROUP = 8;
  private static final int LEAST_JOINED = 8;

  private final Tokens tokens;
  private char[] text = new char[0];
  private int start = -1;
  private int end;
  private int kinds;

  /** Kinds of what stands behind the last word: it counts once another word follows. */
  private int between;

  private int digits;
  private int firstToken;
  private int groupToken;
  private int groups;
  private int groupLength;
  private int groupDigits;
  private long groupHash;

  Identifiers(Tokens tokens) {
    this.tokens = tokens;
  }

  void begin(char[] whole) {
    text = whole;
    start = -1;
    groups = 0;
  }

  /**
   * A word stands in {@code [from, to)}.
   *
   * @param any what its characters are, all together
   * @param count how many of them are digits
   */
  void word(int from, int to, int any, int count) {
    if (start < 0) {
      begin(from, any);
    }
    kinds |= any | between;
    between = 0;
    digits += count;
    end = to;
  }

  private void begin(int from, int kind) {
    start = from;
    firstToken = tokens.size();
    kinds = kind;
    between = 0;
    digits = 0;
  }

  void separator(int at, char c) {
    int kind = Kind.of(c);
    if ((kind & Kind.BORDER) != 0) {
      chunk();
      if (c != ' ' && c != '-') {
        group();
      }
    } else if (start >= 0) {
      between |= kind;
    } else if (c == '@' || c == '+' || c == '#') {
      begin(at, kind);
      end = at + 1;
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
        boolean telling = shape.isAddress() || isTelling(start, end);
        boolean exact = shape == Shape.MAIL || shape == Shape.LINK;
        tokens.addIdentifier(hash(start, end, exact), shape, firstToken, telling);
        if (shape == Shape.LINK) {
          host();
        }
      }
      join();
    }
    start = -1;
  }

  /** Letters and digits, enough of both, and no time of day. */
  private boolean isTelling(int from, int to) {
    int letters = 0;
    for (int i = from; i < to; i++) {
      letters += Kind.isLetter(text[i]) ? 1 : 0;
    }
    int found = digits;
    return letters >= 2 && found >= 1 && letters + found >= 8 && !isClock(from, to);
  }

  /** A link's host is an identifier of its own. */
  private void host() {
    int from = bare(start, end);
    int to = from;
    while (to < end && "/?#:".indexOf(text[to]) < 0) {
      to++;
    }
    if (to < end && to > from) {
      tokens.addIdentifier(hash(from, to, true), Shape.LINK, firstToken);
    }
  }

  /** Short groups with digits in a row are also one number: cards, accounts, telephones. */
  private void join() {
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
      if (Kind.isWord(text[i])) {
        groupHash = Folding.add(groupHash, text[i]);
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
    if ((kinds & (Kind.AT | Kind.DOT | Kind.COLON | Kind.DIGIT)) == 0) {
      return null;
    }
    int at = find('@', from, to);
    if (at >= from && at < to - 1) {
      int dot = find('.', at, to);
      return at > from && dot > at && dot < to - 1 ? Shape.MAIL : Shape.CODE;
    }
    if (isLink(from, to)) {
      return Shape.LINK;
    }
    int size = to - from;
    if (digits == 0) {
      return null;
    }
    boolean date = size <= 10 && digits == 8 && text[to - 1] != '+' && isDate(from, to);
    if (!date && (digits >= 8 || (digits >= 4 && size >= 10 && hasLetters(from, to)))) {
      return isPlain(from, to) ? Shape.ACCOUNT : Shape.CODE;
    }
    return size >= 3 ? Shape.CODE : null;
  }

  /** A scheme, {@code www.}, or a name with a dot before at least two last letters. */
  private boolean isLink(int from, int to) {
    if (bare(from, to) > from) {
      return true;
    }
    int slash = from;
    while (slash < to && text[slash] != '/' && text[slash] != '?') {
      slash++;
    }
    int dot = slash - 1;
    while (dot > from && text[dot] != '.') {
      dot--;
    }
    if (dot <= from || slash - dot < 3 || slash - dot > 14) {
      return false;
    }
    for (int i = dot + 1; i < slash; i++) {
      if (!Kind.isLetter(text[i])) {
        return false;
      }
    }
    return (slash < to && text[slash] == '/')
        || Hosts.isTopLevel(new String(text, dot + 1, slash - dot - 1));
  }

  private int bare(int from, int to) {
    int scheme = find(':', from, to);
    boolean slashes =
        scheme > from && scheme + 3 < to && text[scheme + 1] == '/' && text[scheme + 2] == '/';
    int bare = slashes ? scheme + 3 : from;
    return bare + 4 < to && isWww(bare) ? bare + 4 : bare;
  }

  private boolean isWww(int at) {
    return (text[at] | 32) == 'w'
        && (text[at + 1] | 32) == 'w'
        && (text[at + 2] | 32) == 'w'
        && text[at + 3] == '.';
  }

  /** In an address a dash counts: with one more it is somebody else's. */
  private long hash(int from, int to, boolean address) {
    long hash = Folding.seed();
    for (int i = bare(from, to); i < to; i++) {
      char c = text[i];
      if (Kind.isWord(c) || (address && c == '-')) {
        hash = Folding.add(hash, c);
      }
    }
    return hash;
  }

  /** Where the character is first; -1 if it is not. */
  private int find(char wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private boolean isDate(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text[i];
      if (!Kind.isDigit(c) && c != '-' && c != '.' && c != '/') {
        return false;
      }
    }
    return digits < to - from;
  }

  private boolean isPlain(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text[i];
      if (!Kind.isWord(c) && c != '-' && c != '.' && c != '+' && c != ':') {
        return false;
      }
    }
    return !isTime(from, to);
  }

  private boolean isTime(int from, int to) {
    int colon = find(':', from, to);
    return colon > from && colon < to && Kind.isDigit(text[from]) && isClock(from, to);
  }

  private boolean isClock(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text[i];
      if (!Kind.isDigit(c) && "-:.TtZz+".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private boolean hasLetters(int from, int to) {
    for (int i = from; i < to; i++) {
      if (Kind.isLetter(text[i])) {
        return true;
      }
    }
    return false;
  }
}
