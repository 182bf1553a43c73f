// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.server.cli.CliFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo where nothing stands in between must fail, and say what was not stopped. */
class UnguardedDemoIT {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void demo_withNothingInBetween_namesWhatWasNotStopped() {
    int code = run("--once", "--json", "--ports", "auto", "--data", folder.resolve("d").toString());
    assertThat(code).isEqualTo(1);
    JsonNode result = JsonMapper.shared().readTree(out.toString());
    assertThat(result.path("not_stopped").valueStream().map(JsonNode::asString))
        .contains(
            "exfiltrating-agent: got no kill by HP-CHAIN-001",
            "exfiltrating-agent: its mail left, the outbox has 1",
            "looping-agent: was never stopped",
            "drifting-agent: was not detected by HP-DRIFT-001",
            "report-agent: no session of it was recorded");
    assertThat(err.toString())
        .contains("1/4  report-agent", "4/4  drifting-agent", "Not as it should be: ");
    assertThat(folder.resolve("d/demo.yaml")).isRegularFile();
  }

  @Test
  void demo_intoFolderWithContent_isRefused() throws Exception {
    Files.writeString(folder.resolve("mine.txt"), "x");
    assertThat(run("--once", "--data", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("(expected: a new or an empty folder)");
  }

  @Test
  void demo_unknownPorts_isRefused() {
    assertThat(run("--once", "--ports", "some")).isEqualTo(2);
    assertThat(err.toString()).contains("--ports: got \"some\" (expected: default or auto)");
  }

  private int run(String... arguments) {
    return new CommandLine(new DemoCommand(NoGuard::of, Duration.ofMillis(100)))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(
            (e, line, parsed) -> {
              err.append(e.getMessage());
              return ((CliFailure) e).exitCode().code();
            })
        .execute(arguments);
  }
}
