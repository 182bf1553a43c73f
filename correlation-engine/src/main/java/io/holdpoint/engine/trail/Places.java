// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.trail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Knows by a hash of its name whether a place is one that matters. Immutable. */
final class Places {
  /** Kinds of places, as bits. */
  static final int MONITOR = 1;

  static final int AGENT = 2;
  static final int PERSISTENCE = 4;
  static final int AUDIT = 8;
  static final int CREDENTIAL = 16;

  private static final String SHIPPED = "places.txt";
  private static final int SLOTS = 1024;
  private static final int BITS = 5;
  private static final int LOW = (1 << BITS) - 1;

  private final long[] names = new long[SLOTS];
  private final byte[] kinds = new byte[SLOTS];

  /** By first character and length, the last characters of places: most names need no hash. */
  private final int[] lasts = new int[1 << (2 * BITS)];

  /** The places in the jar. */
  static Places shipped() {
    try (InputStream in = Places.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException(SHIPPED + ": not in the jar");
      }
      Places places = new Places();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && line.charAt(0) != '#')
          .forEach(places::add);
      return places;
    } catch (IOException e) {
      throw new IllegalStateException(SHIPPED + ": cannot be read from the jar", e);
    }
  }

  /** False if a name in whatever case, by these of its features, is no place. */
  boolean mayBe(char first, char last, int length) {
    return (lasts[(first & LOW) << BITS | (length & LOW)] >>> (last & LOW) & 1) != 0;
  }

  /** The kinds of the place with this hash as bits, 0 if it is none. */
  int of(long hash) {
    int at = slot(hash);
    while (names[at] != 0) {
      if (names[at] == hash) {
        return kinds[at];
      }
      at = (at + 1) & (SLOTS - 1);
    }
    return 0;
  }

  private void add(String line) {
    int colon = line.indexOf(':');
    int kind =
        switch (line.substring(0, colon)) {
          case "monitor" -> MONITOR;
          case "agent" -> AGENT;
          case "persistence" -> PERSISTENCE;
          case "audit" -> AUDIT;
          case "credential" -> CREDENTIAL;
          default ->
              throw new IllegalStateException(
                  SHIPPED + ": got kind " + line.substring(0, colon) + " (expected: a known one)");
        };
    for (String word : line.substring(colon + 1).strip().split(" +")) {
      long hash = Hash.of(word.toLowerCase(Locale.ROOT));
      int last = word.charAt(word.length() - 1) & LOW;
      lasts[(word.charAt(0) & LOW) << BITS | (word.length() & LOW)] |= 1 << last;
      int at = slot(hash);
      while (names[at] != 0 && names[at] != hash) {
        at = (at + 1) & (SLOTS - 1);
      }
      names[at] = hash;
      kinds[at] |= (byte) kind;
    }
  }

  private static int slot(long hash) {
    return (int) (hash ^ (hash >>> 29)) & (SLOTS - 1);
  }
}
