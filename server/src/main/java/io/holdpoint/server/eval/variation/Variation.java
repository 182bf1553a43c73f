// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.variation;

import static java.util.Objects.requireNonNull;

import io.holdpoint.server.eval.Bench;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A bench of which something was taken away, to see what the figures rest on.
 *
 * @param name the word in reports
 * @param change takes it away
 */
public record Variation(String name, UnaryOperator<Bench> change) {

  private static final int DRAWS = 4;
  private static final double SHARE_LOST = 0.3;

  public Variation {
    requireNonNull(name, "name");
    requireNonNull(change, "change");
  }

  /** All of them; those that lose words lose the same ones each time. */
  public static List<Variation> all() {
    List<Variation> all =
        new ArrayList<>(
            List.of(rolesUnknown(), toolsUnknown(), toolsRenamed(), blindToInstructions()));
    for (int seed = 1; seed <= DRAWS; seed++) {
      all.add(wordsLost(seed));
    }
    return all;
  }

  /** Neither the catalogue nor a name tells what an argument is to a call. */
  private static Variation rolesUnknown() {
    return new Variation(
        "roles-unknown",
        b -> b.with(b.vocabulary().withoutRoles()).with(RetoldTools.withoutRoles(b.catalogue())));
  }

  /** Nothing is known of tools, not even what their names suggest. */
  private static Variation toolsUnknown() {
    return new Variation("tools-unknown", b -> b.with(new UnknownTools(b.catalogue())));
  }

  /** Effects are known, names tell nothing. */
  private static Variation toolsRenamed() {
    return new Variation("tools-renamed", b -> b.with(RetoldTools.renamed(b.catalogue())));
  }

  /** No sentence is ever read as an instruction. */
  private static Variation blindToInstructions() {
    return new Variation(
        "blind-to-instructions", b -> b.with(b.vocabulary().blindToInstructions()));
  }

  /** A share of the vocabulary is lost. */
  private static Variation wordsLost(int seed) {
    return new Variation(
        "words-lost-" + seed, b -> b.with(b.vocabulary().without(SHARE_LOST, seed)));
  }
}
