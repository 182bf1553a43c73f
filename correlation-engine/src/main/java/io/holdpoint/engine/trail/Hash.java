// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.trail;

/** Hashes of names; equal for equal names, never 0. */
final class Hash {
  private static final long START = 0xCBF29CE484222325L;
  private static final long PRIME = 0x100000001B3L;

  private Hash() {}

  static long start() {
    return START;
  }

  static long add(long hash, char c) {
    return (hash ^ c) * PRIME;
  }

  static long of(String text) {
    long hash = START;
    for (int i = 0; i < text.length(); i++) {
      hash = add(hash, text.charAt(i));
    }
    return end(hash);
  }

  static long end(long hash) {
    return hash == 0 ? 1 : hash;
  }

  static String word(long hash) {
    return hash == 0 ? "" : Long.toHexString(hash);
  }
}
