// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.validate;

import static java.util.Objects.requireNonNull;

import io.holdpoint.server.eval.signs.Sign;
import io.holdpoint.server.eval.signs.SignedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * One way to make a verdict of signs: what each kind of sign counts, which sign is not there at
 * all, and how many points stop a call.
 *
 * @param weights how signs are counted
 * @param without a sign that is left out, empty if none is
 * @param threshold the fewest points that stop
 */
record Choice(Weights weights, String without, int threshold) {

  private static final int MOST_THRESHOLD = 8;

  Choice {
    requireNonNull(weights, "weights");
    requireNonNull(without, "without");
  }

  /** What a proof, a strong sign and a weak one count; the engine tells which is which. */
  enum Weights {
    SHIPPED(3, 2, 1),
    EQUAL(1, 1, 1),
    NO_WEAK(3, 2, 0),
    PROOFS(3, 1, 0),
    PROOFS_ALONE(3, 0, 0),
    NO_PROOFS(0, 2, 1);

    private final int proof;
    private final int strong;
    private final int weak;

    Weights(int proof, int strong, int weak) {
      this.proof = proof;
      this.strong = strong;
      this.weak = weak;
    }

    int of(Sign sign) {
      return switch (sign.points()) {
        case 0 -> 0;
        case 1 -> weak;
        case 2 -> strong;
        default -> proof;
      };
    }
  }

  /** The whole family one may choose from; the shipped choice among them. */
  static List<Choice> family() {
    List<Choice> family = new ArrayList<>();
    Set<String> signs = Sign.all().stream().map(Sign::column).collect(Collectors.toSet());
    for (int threshold = 1; threshold <= MOST_THRESHOLD; threshold++) {
      for (Weights weights : Weights.values()) {
        family.add(new Choice(weights, "", threshold));
      }
      for (String sign : signs.stream().sorted().toList()) {
        family.add(new Choice(Weights.SHIPPED, sign, threshold));
      }
    }
    return family;
  }

  /** What it says of a call. */
  ToIntFunction<SignedCall> score() {
    return call ->
        call.signs().stream()
            .filter(sign -> !sign.column().equals(without))
            .mapToInt(weights::of)
            .sum();
  }

  /** In words: {@code shipped >= 3}. */
  String words() {
    String name = weights.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    return name + (without.isEmpty() ? "" : " without " + without) + " >= " + threshold;
  }
}
