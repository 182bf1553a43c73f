// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.triage;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What somebody made of a detection.
 *
 * @param detection its id
 * @param rule id of the rule that matched
 * @param ruleVersion its version
 * @param state what it is taken for
 * @param by the operator
 * @param reason in the operator's words, possibly empty
 * @param at when
 */
public record Triage(
    String detection,
    String rule,
    int ruleVersion,
    State state,
    String by,
    String reason,
    Instant at) {

  public Triage {
    requireNonNull(detection, "detection");
    requireNonNull(rule, "rule");
    requireNonNull(state, "state");
    requireNonNull(by, "by");
    requireNonNull(reason, "reason");
    requireNonNull(at, "at");
  }

  /** What a detection can be taken for. */
  public enum State {
    /** Nobody has looked, or somebody took a judgement back. */
    NEW,
    /** Somebody is at it. */
    ACKNOWLEDGED,
    /** The rule was wrong. */
    FALSE_POSITIVE,
    /** The rule was right. */
    CONFIRMED;

    /** The word in the API, for example {@code false-positive}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The state of a word, or empty if it is none. */
    public static Optional<State> of(String word) {
      return Arrays.stream(values()).filter(state -> state.word().equals(word)).findFirst();
    }
  }
}
