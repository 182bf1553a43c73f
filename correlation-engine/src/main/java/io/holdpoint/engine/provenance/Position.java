// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import java.util.Locale;

/** Where in a result a value stood, the most trustworthy first. */
public enum Position {
  /** Nowhere: the agent made it up, or it came another way. */
  NOWHERE(0),
  /** In a field of a record, or in a line of its own. */
  FIELD(1),
  /** In running text. */
  PROSE(2),
  /** Right after a sentence that asks the reader to do something. */
  BESIDE(3),
  /** In a sentence that asks the reader to do something. */
  INSTRUCTION(4);

  private static final Position[] ALL = {NOWHERE, FIELD, PROSE, BESIDE, INSTRUCTION};

  private final int rank;
  private final String word;

  Position(int rank) {
    this.rank = rank;
    this.word = name().toLowerCase(Locale.ROOT);
  }

  /** The word used in rules, for example {@code field}. */
  public String word() {
    return word;
  }

  /** How suspicious it is, from 0. */
  int rank() {
    return rank;
  }

  static Position ofRank(int rank) {
    return ALL[rank];
  }
}
