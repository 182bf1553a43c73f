// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import java.util.List;

/** Secrets that can be told by their look: a fixed beginning and a run of characters after it. */
final class SecretShapes {

  private static final List<Shape> SHAPES =
      List.of(
          new Shape("AKIA", 16, 16, ""),
          new Shape("ASIA", 16, 16, ""),
          new Shape("ghp_", 36, 255, ""),
          new Shape("gho_", 36, 255, ""),
          new Shape("ghu_", 36, 255, ""),
          new Shape("ghs_", 36, 255, ""),
          new Shape("ghr_", 36, 255, ""),
          new Shape("github_pat_", 22, 255, "_"),
          new Shape("glpat-", 20, 255, "-_"),
          new Shape("xoxb-", 10, 255, "-"),
          new Shape("xoxp-", 10, 255, "-"),
          new Shape("xoxa-", 10, 255, "-"),
          new Shape("xoxr-", 10, 255, "-"),
          new Shape("xoxs-", 10, 255, "-"),
          new Shape("xoxe-", 10, 255, "-."),
          new Shape("xapp-", 10, 255, "-"),
          new Shape("AIza", 35, 35, "-_"),
          new Shape("sk_live_", 16, 255, ""),
          new Shape("rk_live_", 16, 255, ""),
          new Shape("sk-ant-", 20, 255, "-_"),
          new Shape("sk-proj-", 20, 255, "-_"));

  private static final String PEM_BEGIN = "-----BEGIN ";
  private static final String PEM_KEY = "PRIVATE KEY";
  private static final int LONGEST_PEM_NAME = 40;
  private static final int SHORTEST_JWT_PART = 8;

  private SecretShapes() {}

  /**
   * @param least how many letters, digits or {@code others} follow at least
   * @param most at most: one more means that it is something else
   */
  private record Shape(String prefix, int least, int most, String others) {

    boolean isIn(String text) {
      for (int at = text.indexOf(prefix); at >= 0; at = text.indexOf(prefix, at + 1)) {
        int from = at + prefix.length();
        int end = run(text, from, Math.min(text.length(), from + most + 1), others);
        int length = end - from;
        if (length >= least && length <= most && begins(text, at)) {
          return true;
        }
      }
      return false;
    }
  }

  static boolean anyIn(String text) {
    for (Shape shape : SHAPES) {
      if (shape.isIn(text)) {
        return true;
      }
    }
    return hasPrivateKey(text) || hasJwt(text);
  }

  private static boolean hasPrivateKey(String text) {
    int at = text.indexOf(PEM_BEGIN);
    while (at >= 0) {
      int from = at + PEM_BEGIN.length();
      int key = text.indexOf(PEM_KEY, from);
      if (key < 0) {
        return false;
      }
      if (key - from <= LONGEST_PEM_NAME) {
        return true;
      }
      at = text.indexOf(PEM_BEGIN, from);
    }
    return false;
  }

  /** Three parts of base64url with dots between, the first two being JSON objects. */
  private static boolean hasJwt(String text) {
    int at = text.indexOf("eyJ");
    while (at >= 0) {
      int first = run(text, at, text.length(), "-_");
      if (first - at >= SHORTEST_JWT_PART && text.startsWith(".eyJ", first)) {
        int second = run(text, first + 1, text.length(), "-_");
        boolean dot = second < text.length() && text.charAt(second) == '.';
        if (dot && run(text, second + 1, text.length(), "-_") - second > SHORTEST_JWT_PART) {
          return true;
        }
      }
      at = text.indexOf("eyJ", first); // What else begins within this run ends where it ends.
    }
    return false;
  }

  /** True if no word goes on at {@code at}; an escape before it, such as {@code \n}, is no word. */
  private static boolean begins(String text, int at) {
    if (at == 0 || !isWord(text.charAt(at - 1))) {
      return true;
    }
    return at > 1 && text.charAt(at - 2) == '\\';
  }

  private static int run(String text, int from, int to, String others) {
    int end = from;
    while (end < to && (isWord(text.charAt(end)) || others.indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    return end;
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
