// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.verdict;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.StepId;
import java.time.Instant;
import java.util.List;

/**
 * A rule matched.
 *
 * @param id unique, for example {@code d-} and hexadecimal digits
 * @param rule the rule and its version
 * @param kind the family of misbehaviour
 * @param severity how bad
 * @param session in which session
 * @param chain the steps that prove it, oldest first; the last one completes it
 * @param score what it adds to the session's risk, 0 to 100
 * @param action what the rule asks for
 * @param mode whether that is carried out
 * @param text one sentence for people, without argument values
 * @param at when
 */
public record Detection(
    String id,
    RuleRef rule,
    DetectionKind kind,
    Severity severity,
    SessionId session,
    List<StepId> chain,
    int score,
    Action action,
    Mode mode,
    String text,
    Instant at) {

  public Detection {
    requireNonNull(id, "id");
    requireNonNull(rule, "rule");
    requireNonNull(kind, "kind");
    requireNonNull(severity, "severity");
    requireNonNull(session, "session");
    chain = List.copyOf(chain);
    requireNonNull(action, "action");
    requireNonNull(mode, "mode");
    requireNonNull(text, "text");
    requireNonNull(at, "at");
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("chain: got no step (expected: at least one)");
    }
    if (score < 0 || score > 100) {
      throw new IllegalArgumentException("score: got " + score + " (expected: 0 to 100)");
    }
  }
}
