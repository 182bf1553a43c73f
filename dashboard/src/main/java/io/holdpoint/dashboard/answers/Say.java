// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.answers;

import io.holdpoint.dashboard.answers.AnswersView.Part;
import io.holdpoint.dashboard.answers.AnswersView.Sentence;
import io.holdpoint.dashboard.outline.OutlineStep;
import io.holdpoint.dashboard.outline.SessionOutline;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.RuleRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** A sentence in the making. */
final class Say {

  private static final int MOST_STEPS = 4;

  private final SessionOutline outline;
  private final Consumer<EvidenceGrade> cited;
  private final List<Part> parts = new ArrayList<>();

  Say(SessionOutline outline, Consumer<EvidenceGrade> cited) {
    this.outline = outline;
    this.cited = cited;
  }

  Say text(String text) {
    parts.add(new Part("text", text, ""));
    return this;
  }

  /** A step by number and name. */
  Say step(OutlineStep step) {
    return step(step, "#" + outline.place(step.id()) + " " + step.qualifiedName());
  }

  /** A step by number alone. */
  Say number(OutlineStep step) {
    return step(step, "#" + outline.place(step.id()));
  }

  /** Some steps by number, the first few of them; those that are not stored are left out. */
  Say numbers(List<StepId> ids) {
    List<OutlineStep> found = ids.stream().flatMap(id -> outline.find(id).stream()).toList();
    for (int i = 0; i < Math.min(found.size(), MOST_STEPS); i++) {
      if (i > 0) {
        text(i == found.size() - 1 ? " and " : ", ");
      }
      number(found.get(i));
    }
    if (found.size() > MOST_STEPS) {
      text(" and " + (found.size() - MOST_STEPS) + " more");
    }
    return this;
  }

  Say rule(RuleRef rule) {
    parts.add(new Part("rule", rule.id() + " v" + rule.version(), rule.id()));
    return this;
  }

  /** Words of an agent or whoever wrote to it. */
  Say claim(String text) {
    parts.add(new Part("claim", text, ""));
    return this;
  }

  Say time(Instant at) {
    parts.add(new Part("time", at.toString(), at.toString()));
    return this;
  }

  Say session(String id) {
    parts.add(new Part("session", id, id));
    return this;
  }

  Sentence sentence() {
    return new Sentence(parts);
  }

  /** {@code 1 step}, {@code 3 steps}. */
  static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }

  /** {@code 2.1 s}. */
  static String span(Duration duration) {
    long millis = Math.max(0, duration.toMillis());
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    return millis < 7_200_000 ? millis / 60_000 + " min" : millis / 3_600_000 + " h";
  }

  /** {@code 12.4 KB}. */
  static String bytes(long bytes) {
    return bytes < 1_000
        ? count(bytes, "byte")
        : bytes < 1_000_000
            ? String.format(Locale.ROOT, "%.1f KB", bytes / 1e3)
            : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  private Say step(OutlineStep step, String text) {
    cited.accept(step.grade());
    parts.add(new Part("step", text, step.id().toString()));
    return this;
  }
}
