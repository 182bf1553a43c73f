// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.server.cli.rules.RulesVerb;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class RulesVerbTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder = Path.of("unset");

  @Test
  void new_writesAValidRuleWhoseTestsPass() throws IOException {
    Path file = folder.resolve("rule.yaml");

    assertThat(rules("new", "ACME-LOOP-007", "--out", file.toString())).isZero();
    assertThat(Files.readString(file)).contains("id: ACME-LOOP-007", "rate:");
    assertThat(rules("lint", file.toString(), "--strict")).as(out.toString()).isZero();
    assertThat(rules("test", file.toString())).as(out.toString()).isZero();
    assertThat(out.toString())
        .contains("1 sound rule, 0 errors, 0 of advice")
        .contains("ok      ACME-LOOP-007 v1")
        .contains("2 positive, 2 negative, 1 evasion")
        .contains("5 passed, 0 failed");
    assertThat(rules("new", "ACME-LOOP-007", "--out", file.toString())).isEqualTo(1);
    assertThat(rules("new", "loop")).isEqualTo(3);
    assertThat(rules("new", "ACME-LOOP-007", "--form", "regex")).isEqualTo(2);
  }

  @Test
  void lint_tellsErrorsAndAdviceWithTheirPlaces() throws IOException {
    assertThat(rules("new", "ACME-CHAIN-001")).isZero();
    String good = out.toString();
    Files.writeString(
        folder.resolve("a.yaml"),
        good.replace("AML.T0086", "AML.T9999").replace("write = true", "writes = true"));
    Files.writeString(
        folder.resolve("b.yaml"),
        good.replace("ACME-CHAIN-001", "ACME-CHAIN-002")
            + "exceptions: [{name: old, where: {tool: [a/b]}, owner: team-x, reason: pilot,"
            + " expires: 2026-11-21}]\n");
    out.getBuffer().setLength(0);

    assertThat(rules("lint", folder.toString())).isEqualTo(3);
    assertThat(out.toString())
        .containsPattern("a\\.yaml:16:\\d+: error: tags\\.atlas: got \"AML\\.T9999\"")
        .containsPattern("b\\.yaml:\\d+:14: advice: exceptions: \"old\" of team-x ended on")
        .contains("1 sound rule, 1 error, 1 of advice");
    out.getBuffer().setLength(0);
    assertThat(rules("lint", folder.toString(), "--json")).isEqualTo(3);
    JsonNode answer = JsonMapper.shared().readTree(out.toString());
    assertThat(answer.at("/problems/0/line").asInt()).isEqualTo(16);
    assertThat(answer.at("/problems/1/level").asString()).isEqualTo("advice");
  }

  @Test
  void test_tellsTheStoryThatFailed() throws IOException {
    Path file = folder.resolve("rule.yaml");
    assertThat(rules("new", "ACME-INJ-001", "--out", file.toString())).isZero();
    Files.writeString(
        file, Files.readString(file).replace("untrustedSeen = true", "secretSeen = true"));

    assertThat(rules("test", file.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains("FAILED  ACME-INJ-001 v1")
        .contains("\"a web page, then a deletion\": fired: got 0 (expected: 1)")
        .contains("web/fetch (read; untrusted)  -> permit")
        .contains("2 passed, 3 failed");
    assertThat(rules("test", file.toString(), "--rule", "HP-CHAIN-001")).isEqualTo(2);
  }

  @Test
  void explain_tellsWhatARuleDoes() {
    assertThat(rules("explain", "HP-LOOP-001")).isZero();
    assertThat(out.toString())
        .contains("HP-LOOP-001 v3", "times = 10 (integer)", "scope       session")
        .contains("listens to  ToolResult", "asks for    pause, mode enforce")
        .contains("AML.T0034.002 Agentic Resource Consumption", "#groupwin(session)");
    assertThat(rules("explain", "HP-NONE-001")).isEqualTo(2);
  }

  @Test
  void printSchema_namesEveryColumn() {
    assertThat(rules("print-schema", "--json")).isZero();
    JsonNode columns = JsonMapper.shared().readTree(out.toString());
    assertThat(columns.valueStream().filter(c -> c.path("column").asString().equals("egress")))
        .extracting(c -> c.path("event").asString())
        .containsExactly("ToolCall", "ToolResult", "Refused");
  }

  @Test
  void withoutAVerb_showsWhatThereIs() {
    assertThat(rules()).isEqualTo(2);
    assertThat(err.toString()).contains("lint", "print-schema", "got no verb");
  }

  private int rules(String... arguments) {
    Terminal terminal =
        new Terminal(
            new PrintWriter(out, true), new PrintWriter(err, true), Map.of(), false, CLOCK);
    String[] all = new String[arguments.length + 1];
    all[0] = "rules";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return new CommandLineRunner(terminal, List.of(new RulesVerb(terminal))).run(all);
  }
}
