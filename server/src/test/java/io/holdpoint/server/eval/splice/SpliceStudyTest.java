// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.splice;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.drift.Method;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.server.config.Catalogues;
import io.holdpoint.server.eval.Bench;
import io.holdpoint.server.eval.splice.SpliceFigures.Line;
import io.holdpoint.server.eval.trace.RecordedStep;
import io.holdpoint.server.eval.trace.TraceFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two made-up agents with two tasks each: what cannot be missed, and what cannot be seen. */
final class SpliceStudyTest {

  private static final Sight TOGETHER = new Sight(Optional.of(Method.TOGETHER));

  @TempDir private Path folder = Path.of("unset");

  @Test
  void anotherAgent_isSeenAtItsFirstCall_andCleanSessionsHardlyAlarm() throws IOException {
    SpliceFigures figures = study(2);

    assertThat(figures.agents()).containsExactly("made/clinic", "made/library");
    for (Setting setting : List.of(Setting.UNDECLARED, Setting.DECLARED)) {
      Line clean = figures.line(setting, Donor.NONE, TOGETHER);
      assertThat(clean.sessions()).isEqualTo(240);
      assertThat(clean.early().value()).isLessThan(0.1);
      Line other = figures.line(setting, Donor.OTHER_AGENT, TOGETHER);
      assertThat(other.found().value()).isGreaterThan(0.9);
      assertThat(other.delay().value()).isBetween(1.0, 3.0);
      Line newTool = figures.line(setting, Donor.OTHER_AGENT, Sight.NEW_TOOL);
      assertThat(newTool.within().getFirst()).isEqualTo(1);
      Line same = figures.line(setting, Donor.SAME_TASK, Sight.NEW_TOOL);
      assertThat(same.found().value()).isZero();
    }
    Line task = figures.line(Setting.DECLARED, Donor.OTHER_TASK, TOGETHER);
    Line undeclared = figures.line(Setting.UNDECLARED, Donor.OTHER_TASK, TOGETHER);
    assertThat(task.found().value()).isGreaterThanOrEqualTo(undeclared.found().value());
  }

  @Test
  void figures_areTheSameWithAnyNumberOfThreads() throws IOException {
    assertThat(new SpliceReport().json(study(1))).isEqualTo(new SpliceReport().json(study(3)));
    assertThat(new SpliceReport().text(study(2))).contains("unseen-task, injection", "new-tool");
  }

  @Test
  void splice_goesOnWithTheOtherCalls_underNumbersOfTheirOwn() {
    Worked host = worked("a", 3);
    Worked other = worked("b", 2);

    List<RecordedStep> joined = host.goingOnWith(other, 1);

    List<Integer> calls =
        joined.stream()
            .filter(RecordedStep.Called.class::isInstance)
            .map(RecordedStep::step)
            .toList();
    assertThat(calls).hasSize(3).doesNotHaveDuplicates();
    assertThat(joined.stream().filter(RecordedStep.Returned.class::isInstance)).hasSize(3);
    for (RecordedStep step : joined) {
      if (step instanceof RecordedStep.Returned returned) {
        assertThat(calls).contains(returned.call());
      }
    }
    assertThat(((RecordedStep.Called) joined.getFirst()).tool()).isEqualTo("a");
    assertThat(((RecordedStep.Called) joined.get(2)).tool()).isEqualTo("b");
  }

  private static Worked worked(String tool, int calls) {
    List<RecordedStep> steps = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      steps.add(new RecordedStep.Called(2 * i, "up", tool, "{}"));
      steps.add(new RecordedStep.Returned(2 * i + 1, 2 * i, false, "{}"));
    }
    return new Worked("key-" + tool, "agent", "task", "do it", "model", steps, 0);
  }

  private SpliceFigures study(int threads) throws IOException {
    Path file = folder.resolve("made.jsonl");
    if (!Files.exists(file)) {
      Files.writeString(file, sessions());
    }
    Bench bench =
        Bench.of(
                RuleSet.load(List.of(), true, null),
                Catalogues.read(
                    List.of(),
                    new PayloadDigester("no digest leaves here".getBytes(StandardCharsets.UTF_8))))
            .onlyDrift();
    return new SpliceStudy(bench::engine, bench.catalogue(), 10, threads)
        .run(TraceFiles.in(folder));
  }

  private static String sessions() {
    Random random = new Random(17);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      line(
          lines,
          i,
          "library",
          "Renew the loan of a card",
          random,
          "find_card",
          "get_loans",
          "renew_loan");
      line(
          lines,
          i,
          "library",
          "Sort new magazines by shelf",
          random,
          "list_shelves",
          "read_title",
          "move_title");
      line(
          lines,
          i,
          "clinic",
          "Book an appointment",
          random,
          "list_doctors",
          "free_slots",
          "book_slot");
      line(
          lines,
          i,
          "clinic",
          "Send laboratory reports",
          random,
          "list_reports",
          "read_report",
          "mail_report");
    }
    return lines.toString();
  }

  private static void line(
      StringBuilder lines, int n, String suite, String task, Random random, String... tools) {
    StringBuilder steps = new StringBuilder();
    steps.append("{\"step\":0,\"kind\":\"user_message\",\"text\":\"").append(task).append("\"}");
    int number = 1;
    for (int call = 0; call < 6 + random.nextInt(3); call++) {
      String tool = tools[random.nextInt(8) == 0 ? random.nextInt(3) : call % 3];
      steps.append(
          String.format(
              Locale.ROOT,
              ",{\"step\":%d,\"kind\":\"tool_call\",\"tool\":\"%s\",\"args\":{\"id\":%d}}"
                  + ",{\"step\":%d,\"kind\":\"tool_result\",\"tool\":\"%s\",\"result\":\"ok %d\"}",
              number,
              tool,
              random.nextInt(50),
              number + 1,
              tool,
              random.nextInt(1_000)));
      number += 2;
    }
    lines.append(
        String.format(
            Locale.ROOT,
            "{\"session\":\"%s-%s-%d\",\"dataset\":\"made\",\"group\":\"%s\",\"task\":\"%s\","
                + "\"agent\":\"m%d\",\"label\":{\"session\":\"benign\"},\"steps\":[%s]}%n",
            suite,
            task.hashCode(),
            n,
            suite,
            task,
            n % 5,
            steps));
  }
}
