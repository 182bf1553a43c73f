// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.about;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.rules.conduct.ConductReader;
import io.holdpoint.model.document.DocumentReader;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What must be shown before a rule may stop anybody, and what was shown.
 *
 * @param when what must be shown
 * @param evidence what was shown, or null
 */
public record Promotion(When when, @Nullable Evidence evidence) {
  /** Nothing asked, nothing shown. */
  public static final Promotion NONE = new Promotion(new When(0, 1000, 0), null);

  /**
   * What must be shown.
   *
   * @param sessions innocent sessions it was run over, at least
   * @param falsePer1000 of a thousand of them it may match so many
   * @param days how long it ran in shadow, at least
   */
  public record When(int sessions, int falsePer1000, int days) {}

  /**
   * What was shown.
   *
   * @param sessions innocent sessions it was run over
   * @param falsePositives how many of them it matched
   * @param days how long it ran in shadow; 0 for a replay
   * @param source where the figures come from
   * @param by who says so
   * @param date when
   */
  public record Evidence(
      int sessions, int falsePositives, int days, String source, String by, LocalDate date) {
    public Evidence {
      requireNonNull(source, "source");
      requireNonNull(by, "by");
      requireNonNull(date, "date");
    }
  }

  public Promotion {
    requireNonNull(when, "when");
  }

  /** What was shown. */
  public Optional<Evidence> shown() {
    return Optional.ofNullable(evidence);
  }

  /** Reads {@code promote-when} and {@code promotion}; what was shown must be enough. */
  public static Promotion read(DocumentReader file) {
    DocumentReader asked = file.section("promote-when");
    When when =
        new When(
            asked.integer("min-sessions", 0, 0, Integer.MAX_VALUE),
            asked.integer("max-false-per-1000", 1000, 0, 1000),
            asked.integer("min-days", 0, 0, 3650));
    asked.finish();
    DocumentReader section = file.section("promotion");
    if (!file.has("promotion")) {
      return new Promotion(when, null);
    }
    Evidence evidence =
        new Evidence(
            section.integer("sessions", 0, 0, Integer.MAX_VALUE),
            section.integer("false-positives", 0, 0, Integer.MAX_VALUE),
            section.integer("days", 0, 0, 3650),
            section.requiredText("source"),
            section.requiredText("by"),
            ConductReader.date(section, "date", LocalDate.EPOCH));
    check(section, when, evidence);
    section.finish();
    return new Promotion(when, evidence);
  }

  private static void check(DocumentReader section, When when, Evidence shown) {
    if (shown.sessions() < when.sessions()) {
      section.problem(
          "sessions", "got " + shown.sessions() + " (expected: >= " + when.sessions() + ")");
    }
    if (shown.days() < when.days()) {
      section.problem("days", "got " + shown.days() + " (expected: >= " + when.days() + ")");
    }
    if (shown.falsePositives() * 1000L > (long) when.falsePer1000() * shown.sessions()) {
      section.problem(
          "false-positives",
          "got "
              + shown.falsePositives()
              + " of "
              + shown.sessions()
              + " (expected: at most "
              + when.falsePer1000()
              + " of 1000)");
    }
  }
}
