// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import java.util.Arrays;
import java.util.Locale;

/**
 * A pattern for names and paths: {@code *} is any run without a slash, {@code **} any run, {@code
 * ?} one character but a slash; case does not count. It runs as a set of positions moved on by each
 * character, so its time grows with the length of the text only, whatever the text is.
 */
public final class Glob {

  private static final int MAX_TOKENS = 62;

  private final String text;
  private final long accept;
  private final long runs;
  private final long pathRuns;
  private final long anyOne;
  private final long[] ascii = new long[128];
  private final char[] literals;
  private final long start;

  private Glob(String text, char[] tokens, long runs, long pathRuns, long anyOne) {
    this.text = text;
    this.literals = tokens;
    this.runs = runs;
    this.pathRuns = pathRuns;
    this.anyOne = anyOne;
    this.accept = 1L << tokens.length;
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i] != 0 && tokens[i] < 128) {
        ascii[tokens[i]] |= 1L << i;
      }
    }
    this.start = closure(1);
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if the pattern is empty or too long
   */
  public static Glob of(String pattern) {
    String lower = pattern.toLowerCase(Locale.ROOT);
    char[] tokens = new char[lower.length()];
    int count = 0;
    long runs = 0;
    long pathRuns = 0;
    long anyOne = 0;
    for (int i = 0; i < lower.length(); i++) {
      long bit = 1L << Math.min(count, MAX_TOKENS);
      char c = lower.charAt(i);
      switch (c) {
        case '*' -> {
          if (i + 1 < lower.length() && lower.charAt(i + 1) == '*') {
            pathRuns |= bit;
            i++;
          } else {
            runs |= bit;
          }
        }
        case '?' -> anyOne |= bit;
        default -> tokens[count] = c;
      }
      count++;
    }
    if (count == 0 || count > MAX_TOKENS) {
      throw new IllegalArgumentException(
          "got \"" + pattern + "\" (expected: a pattern of 1 to " + MAX_TOKENS + " characters)");
    }
    return new Glob(pattern, Arrays.copyOf(tokens, count), runs, pathRuns, anyOne);
  }

  /** True if all of {@code lower}, a text in lower case, is as the pattern says. */
  public boolean matches(String lower) {
    long states = start;
    for (int i = 0; i < lower.length() && states != 0; i++) {
      states = closure(step(states, lower.charAt(i)));
    }
    return (states & accept) != 0;
  }

  private long step(long states, char c) {
    long moving = c < 128 ? ascii[c] : literal(c);
    long staying = pathRuns;
    if (c != '/') {
      moving |= anyOne;
      staying |= runs;
    }
    return ((states & moving) << 1) | (states & staying);
  }

  private long literal(char c) {
    long bits = 0;
    for (int i = 0; i < literals.length; i++) {
      if (literals[i] == c) {
        bits |= 1L << i;
      }
    }
    return bits;
  }

  /** A run may also be empty: whoever stands before one stands behind it too. */
  private long closure(long states) {
    long all = states;
    long added = states;
    while (added != 0) {
      added = ((added & (runs | pathRuns)) << 1) & ~all;
      all |= added;
    }
    return all;
  }

  @Override
  public String toString() {
    return text;
  }
}
