// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.server.eval.EvaluationFixture;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class EvalVerbIT {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Path folder = EvaluationFixture.folder();

  @TempDir private Path scratch = Path.of("unset");

  @Test
  void json_hasEveryModeWithCountsBesideItsRates() {
    assertThat(eval("--json", "--quick")).isZero();

    JsonNode figures = JsonMapper.builder().build().readTree(out.toString());
    for (String mode : List.of("task-known", "task-late", "mcp-only")) {
      JsonNode scores = figures.path("datasets").path("fixture").path(mode);
      assertThat(scores.path("recall_at_harm").doubleValue()).isEqualTo(0.75);
      assertThat(scores.at("/counts/recall_at_harm").toString()).isEqualTo("[2,3]");
      assertThat(scores.at("/by_suite/library/benign_interrupted").doubleValue()).isEqualTo(0.5);
      assertThat(scores.at("/loops/found").doubleValue()).isEqualTo(1);
      assertThat(figures.at("/macro/fixture/" + mode + "/recall_at_harm").doubleValue())
          .isEqualTo(0.75);
    }
  }

  @Test
  void page_isOneFileThatAsksNobody() throws IOException {
    Path page = scratch.resolve("report.html");

    assertThat(eval("--mode", "task-known", "--validate", "--report", page.toString())).isZero();

    String html = Files.readString(page);
    assertThat(html)
        .contains("fixture:lib-miss", "renew card 77", "TEST-CHAIN-001", "suite-out")
        .doesNotContain("/*DATA*/", "/*STYLE*/", "/*SCRIPT*/")
        .doesNotContainPattern("(src|href)\\s*=\\s*[\"']?(https?:)?//");
    assertThat(html.split("</script>", -1)).hasSize(3);
  }

  @Test
  void text_namesModesAndSuites() {
    assertThat(eval("--mode", "mcp-only", "--quick")).isZero();

    assertThat(out.toString()).contains("mcp-only", "library", "75.0%", "steps");
  }

  @Test
  void mode_thatDoesNotExistIsAMistakeOfTheCommandLine() {
    assertThat(eval("--mode", "psychic")).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("--mode: got psychic (expected: task-known");
  }

  @Test
  void folder_withoutTracesIsToldInOneSentence() {
    assertThat(run("eval", "--traces", scratch.toString())).isEqualTo(ExitCode.FAILED.code());
    assertThat(err.toString()).contains("traces: got").doesNotContain("Exception");
  }

  private int eval(String... more) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of(
                "eval",
                "--traces",
                folder.resolve("traces").toString(),
                "--rules",
                folder.resolve("rules").toString(),
                "--catalogue",
                folder.resolve("catalogue.yaml").toString()));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private int run(String... arguments) {
    Terminal terminal =
        new Terminal(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            Map.of(),
            false,
            InstantSource.system());
    return new CommandLineRunner(terminal, List.of()).run(arguments);
  }
}
