// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * A path, as hashes of itself and of its last parts. A shell says {@code .env} for what a reader
 * called {@code /home/dev/shop/.env}: two paths can be the same file if one is the end of the
 * other.
 *
 * @param whole hash of all of it
 * @param ends hashes of its last part, its last two and so on, at most {@link #MOST_ENDS}
 */
record FilePath(long whole, List<Long> ends) {
  static final long SEED = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final int MOST_ENDS = 4;
  private static final int LONGEST = 400;
  private static final int LONGEST_TEXT = 64_000;
  private static final int LONGEST_SUFFIX = 10;
  private static final String BORDERS = " \t\n\r\"'`;|&<>(),=@{}[]$";
  private static final int BORDER = 1;

  /** Without one of these a word is no path. */
  private static final int OF_PATHS = 2;

  private static final byte[] KINDS = kinds();

  FilePath {
    ends = List.copyOf(ends);
  }

  static FilePath of(String text) {
    List<String> parts = parts(text);
    List<Long> ends = new ArrayList<>(MOST_ENDS);
    for (int from = parts.size() - 1; from >= 0 && ends.size() < MOST_ENDS; from--) {
      ends.add(joined(parts, from));
    }
    return new FilePath(joined(parts, 0), ends);
  }

  private static List<String> parts(String text) {
    String plain = text.startsWith("file://") ? text.substring("file://".length()) : text;
    List<String> parts = new ArrayList<>();
    for (String part : plain.replace('\\', '/').split("/")) {
      if (part.equals("..")) {
        if (!parts.isEmpty()) {
          parts.removeLast();
        }
      } else if (!part.isEmpty() && !part.equals(".") && !part.equals("~")) {
        parts.add(part);
      }
    }
    return parts;
  }

  private static long joined(List<String> parts, int from) {
    long hash = SEED;
    for (int i = from; i < parts.size(); i++) {
      hash = hash(hash, parts.get(i)) * 31 + 1;
    }
    return hash;
  }

  /** True if the text is a path rather than a name: from a root, hidden, or with a suffix. */
  static boolean isLikely(String text) {
    if (text.length() < 2 || text.length() > LONGEST || text.contains("://")) {
      return text.startsWith("file://");
    }
    char first = text.charAt(0);
    boolean rooted = first == '/' || first == '~' || text.startsWith("./") || text.startsWith("..");
    boolean drive = text.charAt(1) == ':' && Character.isLetter(first);
    return rooted || drive || hasSuffixOrIsHidden(text);
  }

  /** {@code notes.md}, {@code .env}, {@code a/.ssh/id}: and no number, and nothing with spaces. */
  private static boolean hasSuffixOrIsHidden(String text) {
    int slash = Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\'));
    if (text.contains("/.") || (text.charAt(0) == '.' && Character.isLetter(text.charAt(1)))) {
      return true;
    }
    int dot = text.lastIndexOf('.');
    if (dot <= slash + 1 || dot == text.length() - 1 || text.length() - dot > LONGEST_SUFFIX) {
      return false;
    }
    boolean letter = false;
    for (int i = dot + 1; i < text.length(); i++) {
      if (!Character.isLetterOrDigit(text.charAt(i))) {
        return false;
      }
      letter |= Character.isLetter(text.charAt(i));
    }
    return letter && text.indexOf('@') < 0;
  }

  /**
   * The paths a text mentions. Returns false if there may be more.
   *
   * @param named receives them
   * @param written receives those a shell writes to
   */
  static boolean mentioned(String text, List<FilePath> named, List<FilePath> written, int most) {
    int from = 0;
    int length = Math.min(text.length(), LONGEST_TEXT);
    while (from < length && named.size() < most) {
      while (from < length && (kind(text.charAt(from)) & BORDER) != 0) {
        from++;
      }
      int to = from;
      int kinds = 0;
      while (to < length) {
        int kind = kind(text.charAt(to));
        if ((kind & BORDER) != 0) {
          break;
        }
        kinds |= kind;
        to++;
      }
      if (to > from + 1 && (kinds & OF_PATHS) != 0) {
        String word = text.substring(from, to);
        if (isLikely(word) || (word.indexOf('/') > 0 && !word.contains("://"))) {
          FilePath path = of(word);
          named.add(path);
          if (isWritten(text, from) && written.size() < most) {
            written.add(path);
          }
        }
      }
      from = to + 1;
    }
    return from >= text.length();
  }

  private static int kind(char c) {
    return c < KINDS.length ? KINDS[c] : 0;
  }

  private static byte[] kinds() {
    byte[] table = new byte[128];
    BORDERS.chars().forEach(c -> table[c] = BORDER);
    "/.~:\\".chars().forEach(c -> table[c] = OF_PATHS);
    return table;
  }

  private static boolean isWritten(String text, int at) {
    int before = at - 1;
    while (before > 0 && (text.charAt(before) == ' ' || text.charAt(before) == '"')) {
      before--;
    }
    return before >= 0 && text.charAt(before) == '>';
  }

  static long hash(long seed, String text) {
    long hash = seed;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ Character.toLowerCase(text.charAt(i))) * PRIME;
    }
    return hash;
  }
}
