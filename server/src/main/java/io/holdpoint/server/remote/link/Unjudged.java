// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.link;

import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import java.util.List;

/** Verdicts on calls that the engine did not see in time: each says so. */
final class Unjudged {

  private static final String CODE = "engine.unreachable";

  private Unjudged() {}

  static Assessment permitted(Step.Attempted attempt) {
    return of(
        attempt,
        Verdict.Permit.PLAIN,
        "The engine cannot be reached; the failure mode of this effect lets it go on.");
  }

  static Assessment refused(Step.Attempted attempt) {
    return of(
        attempt,
        Verdict.Deny.PLAIN,
        "The engine cannot be reached; the failure mode of this effect refuses it.");
  }

  private static Assessment of(Step.Attempted attempt, Verdict verdict, String text) {
    return new Assessment(
        Decision.of(
            new Contribution("engine", verdict, new Reason(CODE, null, text, List.of())),
            attempt.at()),
        List.of(),
        List.of(),
        0);
  }
}
