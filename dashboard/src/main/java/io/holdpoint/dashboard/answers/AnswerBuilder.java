// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.answers;

import io.holdpoint.dashboard.answers.AnswersView.Answer;
import io.holdpoint.dashboard.answers.AnswersView.Gap;
import io.holdpoint.dashboard.answers.AnswersView.Sentence;
import io.holdpoint.model.identity.EvidenceGrade;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects what is known and what is not; the weakest evidence cited gives the grade. */
final class AnswerBuilder {

  private final String question;
  private final String title;
  private final Case known;
  private final List<Sentence> sentences = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private @Nullable EvidenceGrade weakest;

  AnswerBuilder(String question, String title, Case known) {
    this.question = question;
    this.title = title;
    this.known = known;
  }

  AnswerBuilder say(Consumer<Say> words) {
    Say say = new Say(known.outline(), this::cited);
    words.accept(say);
    sentences.add(say.sentence());
    return this;
  }

  AnswerBuilder unknown(String what, String because, String connect) {
    gaps.add(new Gap(what, because, connect));
    return this;
  }

  /** Something this sentence rests on. */
  AnswerBuilder cited(EvidenceGrade grade) {
    if (weakest == null || grade.compareTo(weakest) > 0) {
      weakest = grade;
    }
    return this;
  }

  Answer build() {
    return new Answer(question, title, weakest == null ? "" : weakest.name(), sentences, gaps);
  }
}
