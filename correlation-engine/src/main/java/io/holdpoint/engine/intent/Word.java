// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.intent;

/** What a word can be, as flags of one long; a word can be many things at once. */
final class Word {
  /** The low byte: acts when spoken of. */
  static final int SPOKEN = 0;

  /** The second byte: acts when it asks. */
  static final int DIRECTIVE = 8;

  static final long SKIP = 1L << 16;
  static final long DETERMINER = 1L << 17;
  static final long YOU = 1L << 18;
  static final long MODAL = 1L << 19;
  static final long ENSURE = 1L << 20;
  static final long TO = 1L << 21;
  static final long NOT = 1L << 22;
  static final long NORM = 1L << 23;
  static final long DO = 1L << 24;
  static final long WORK = 1L << 25;
  static final long MONEY = 1L << 26;
  static final long SECRET = 1L << 27;

  /** Also a noun: asks only before a determiner, a number or a name. */
  static final long AMBIGUOUS = 1L << 28;

  /** Points to a source: details, according, based, mentioned. */
  static final long POINT = 1L << 31;

  /** Obliges: must, need to, want. */
  static final long MUST = 1L << 30;

  /** A verb as a dictionary has it: the form that tools are named by. */
  static final long BASE = 1L << 29;

  /** Acts a noun asks for when a user says it, from this bit. */
  static final int ASKED = 32;

  /** Languages in which it asks, from this bit. */
  static final int LANGUAGES = 40;

  /** Languages of which it is a function word, from this bit. */
  static final int FUNCTION = 52;

  /** How many languages there can be. */
  static final int MOST_LANGUAGES = 12;

  private Word() {}

  static int spoken(long word) {
    return (int) (word >>> SPOKEN) & 0xff;
  }

  static int directive(long word) {
    return (int) (word >>> DIRECTIVE) & 0xff;
  }

  static int asked(long word) {
    return (int) (word >>> ASKED) & 0xff;
  }

  static int languages(long word) {
    return (int) (word >>> LANGUAGES) & 0xfff;
  }

  static int function(long word) {
    return (int) (word >>> FUNCTION) & 0xfff;
  }

  static boolean is(long word, long flags) {
    return (word & flags) != 0;
  }
}
