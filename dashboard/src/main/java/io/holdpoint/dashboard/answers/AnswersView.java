// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.answers;

import java.time.Instant;
import java.util.List;

/**
 * The five questions about a session.
 *
 * @param session its id
 * @param at when they were answered
 * @param steps how many steps were known
 * @param about id of the step the first question is about, empty if there is none
 * @param place of that step, from 1
 * @param answers why, context, drift, intervene, accountable: in this order
 */
public record AnswersView(
    String session, Instant at, int steps, String about, int place, List<Answer> answers) {

  public AnswersView {
    answers = List.copyOf(answers);
  }

  /**
   * One answer.
   *
   * @param question {@code why}, {@code context}, {@code drift}, {@code intervene} or {@code
   *     accountable}
   * @param title the question in words
   * @param grade of the weakest evidence cited, empty if none is
   * @param sentences what is known, most important first
   * @param unknown what is not
   */
  public record Answer(
      String question, String title, String grade, List<Sentence> sentences, List<Gap> unknown) {

    public Answer {
      sentences = List.copyOf(sentences);
      unknown = List.copyOf(unknown);
    }
  }

  /** A sentence in parts, so that readers can follow what it cites. */
  public record Sentence(List<Part> parts) {

    public Sentence {
      parts = List.copyOf(parts);
    }
  }

  /**
   * A part of a sentence.
   *
   * @param kind {@code text}, {@code step}, {@code rule}, {@code claim} (an agent's own words),
   *     {@code time} or {@code session}
   * @param text what is shown
   * @param ref id of the step, rule or session, an ISO time, or empty
   */
  public record Part(String kind, String text, String ref) {}

  /**
   * What is not known.
   *
   * @param what is asked for
   * @param because why nobody knows
   * @param connect how to get to know it, empty if there is no way
   */
  public record Gap(String what, String because, String connect) {}
}
