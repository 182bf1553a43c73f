// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.intent;

import static java.util.Objects.requireNonNull;

/**
 * What texts, tools and arguments are read with.
 *
 * @param lexicon what words ask for
 * @param roles what arguments are by their names
 */
public record Vocabulary(Lexicon lexicon, ArgumentRoles roles) {
  public Vocabulary {
    requireNonNull(lexicon, "lexicon");
    requireNonNull(roles, "roles");
  }

  /** What is in the jar. */
  public static Vocabulary shipped() {
    return new Vocabulary(Lexicon.shipped(), ArgumentRoles.shipped());
  }

  /**
   * This vocabulary with a share of its verbs and word groups lost; equal seeds lose equal words.
   */
  public Vocabulary without(double share, long seed) {
    return new Vocabulary(lexicon.without(share, seed), roles);
  }

  /** This vocabulary, with no sentence ever read as an instruction. */
  public Vocabulary blindToInstructions() {
    return new Vocabulary(lexicon.blindToInstructions(), roles);
  }

  /** This vocabulary, with every argument told by the looks of its value alone. */
  public Vocabulary withoutRoles() {
    return new Vocabulary(lexicon, ArgumentRoles.none());
  }
}
