// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.answers;

import io.holdpoint.dashboard.answers.AnswersView.Gap;
import io.holdpoint.dashboard.context.ContextGrowth;
import io.holdpoint.dashboard.outline.OutlineStep;
import io.holdpoint.model.step.StepId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Answers the five questions from what is stored. Every sentence rests on rows that the API shows
 * too; where there is none, the answer says that, and how to connect what is missing.
 */
public final class Questions {

  private Questions() {}

  /**
   * What is not known of the context of an agent, and why.
   *
   * @param growth what is
   * @param connect how to make model calls known
   */
  public static List<Gap> unknown(ContextGrowth growth, String connect) {
    return Given.unknown(growth, connect);
  }

  /**
   * The answers about a session.
   *
   * @param known all that is known of it
   * @param about the step the first question is about, or empty for the most decisive one
   * @param at now
   */
  public static AnswersView answer(Case known, Optional<StepId> about, Instant at) {
    Optional<OutlineStep> step = about.flatMap(known.outline()::find).or(known::decisive);
    return new AnswersView(
        known.outline().row().facts().id().value(),
        at,
        known.steps().size(),
        step.map(s -> s.id().toString()).orElse(""),
        step.map(s -> known.outline().place(s.id())).orElse(0),
        List.of(
            Why.answer(known, step),
            Evolution.answer(known),
            Drifting.answer(known),
            Intervening.answer(known),
            Accountable.answer(known)));
  }
}
