// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.intent.Vocabulary;
import io.holdpoint.engine.provenance.OriginCases.Case;
import io.holdpoint.engine.provenance.OriginCases.Played;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How well values are followed, over 2,000 cases made from recorded sessions with a fixed seed. */
final class OriginScoreTest {
  private static final long SEED = 20_261_121;
  private static final Path TABLE = Path.of("target/origin-score.md");
  private static final ToolRef TOOL =
      new ToolRef("srv", "send_note", "", Set.of(Effect.EGRESS), Set.of(), true);

  private final OriginReader reader = new OriginReader(Vocabulary.shipped());
  private int steps;

  /** What came out for one way of rewriting. */
  private static final class Score {
    private int copies;
    private int found;
    private int others;
    private int falsely;

    void add(boolean expected, boolean carries) {
      copies += expected ? 1 : 0;
      found += expected && carries ? 1 : 0;
      others += expected ? 0 : 1;
      falsely += !expected && carries ? 1 : 0;
    }

    double recall() {
      return copies == 0 ? 1 : (double) found / copies;
    }

    double precision() {
      return found + falsely == 0 ? 1 : (double) found / (found + falsely);
    }
  }

  @Test
  void follows_valuesThroughWhatIsDoneToThem() throws IOException {
    List<Case> cases = OriginCases.make(RecordedTexts.read(), SEED);
    Map<String, Score> scores = new TreeMap<>();
    Score all = new Score();
    for (Case one : cases) {
      boolean carries = carries(one);
      scores.computeIfAbsent(one.family(), f -> new Score()).add(one.expected(), carries);
      all.add(one.expected(), carries);
    }
    write(scores, all);

    assertThat(cases).hasSize(OriginCases.ALL);
    assertThat(all.recall()).as("recall of all, see " + TABLE).isGreaterThan(0.95);
    assertThat(all.precision()).as("precision of all, see " + TABLE).isGreaterThan(0.97);
    scores.forEach(
        (family, score) -> {
          assertThat(score.recall()).as("recall: " + family).isGreaterThan(0.85);
          assertThat((double) score.falsely / Math.max(1, score.others))
              .as("falsely: " + family)
              .isLessThan(0.16);
        });
  }

  private boolean carries(Case one) {
    Provenance session = new Provenance();
    session.userSaid(one.user(), reader.tokenizer());
    Set<DataLabel> carried = Set.of();
    for (Played played : one.steps()) {
      StepId step = next();
      Origins origins =
          reader.read(step, TOOL, played.arguments(), session, names -> Set.of()).origins();
      if (played.result().isEmpty()) {
        carried = origins.carried();
      } else {
        reader.result(completion(step, played), played.result(), false, false, session);
      }
    }
    return carried.contains(DataLabel.PRIVATE) || carried.contains(DataLabel.SECRET);
  }

  private static Step.Completed completion(StepId step, Played played) {
    return new Step.Completed(
        step,
        new SessionId("s-1"),
        new Outcome.Succeeded(),
        Fixtures.payload("{}"),
        played.labels(),
        Fixtures.NOW);
  }

  private StepId next() {
    steps++;
    return new StepId("test", String.format("%032x", steps), String.format("%016x", steps));
  }

  private static void write(Map<String, Score> scores, Score all) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("| what was done to the value | found | falsely found | recall | precision |");
    lines.add("|---|---|---|---|---|");
    scores.forEach((family, score) -> lines.add(line(family, score)));
    lines.add(line("all", all));
    Files.write(TABLE, lines);
  }

  private static String line(String family, Score score) {
    return String.format(
        Locale.ROOT,
        "| %s | %d/%d | %d/%d | %.1f | %.1f |",
        family,
        score.found,
        score.copies,
        score.falsely,
        score.others,
        100 * score.recall(),
        100 * score.precision());
  }
}
