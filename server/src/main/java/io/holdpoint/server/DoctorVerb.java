// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static java.util.Objects.requireNonNull;

import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.ExitCode;
import io.holdpoint.server.cli.Table;
import io.holdpoint.server.cli.Terminal;
import io.holdpoint.server.doctor.Doctor;
import io.holdpoint.server.doctor.Finding;
import io.holdpoint.server.doctor.Surroundings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Looks for what keeps the gateway from protecting this machine; changes nothing. */
@Command(
    name = "doctor",
    description = {
      "Try every upstream without the gateway, find agents that go around it and secrets that lie"
          + " in their configurations, and check this machine.",
      "Starts stdio upstreams for a moment; changes nothing. Shows no secret, only where one lies.",
      "Ends with 1 if anything must be mended."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  holdpoint doctor --config holdpoint.yaml", "  holdpoint doctor --json"})
final class DoctorVerb implements CliVerb {

  private final Terminal terminal;

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(names = "--json", description = "Answer as JSON.")
  private boolean json;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long one answer of an upstream may take; default 20.")
  private int seconds = 20;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "Look for project configurations here; default this folder.")
  private Path folder = Path.of("");

  DoctorVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    Path home = Path.of(terminal.variable("HOME").orElse(System.getProperty("user.home")));
    Surroundings surroundings =
        new Surroundings(home, folder.toAbsolutePath().normalize(), terminal.clock());
    List<Finding> findings =
        new Doctor(options.load(terminal), surroundings, Duration.ofSeconds(Math.max(1, seconds)))
            .examine();
    if (json) {
      terminal.out().println(JsonMapper.builder().build().writeValueAsString(rows(findings)));
    } else {
      print(findings);
    }
    boolean sick = findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
    return sick ? ExitCode.FAILED.code() : ExitCode.OK.code();
  }

  private static List<Map<String, String>> rows(List<Finding> findings) {
    return findings.stream()
        .map(
            f -> {
              Map<String, String> row = new LinkedHashMap<>();
              row.put("severity", f.severity().word());
              row.put("area", f.area());
              row.put("subject", f.subject());
              row.put("finding", f.text());
              row.put("advice", f.advice());
              return row;
            })
        .toList();
  }

  private void print(List<Finding> findings) {
    Table table = new Table("SEVERITY", "AREA", "SUBJECT", "FINDING");
    findings.forEach(f -> table.row(f.severity().word(), f.area(), f.subject(), f.text()));
    table.print(terminal.out(), this::colour);
    List<Finding> advised =
        findings.stream()
            .filter(f -> !f.advice().isEmpty() && f.severity() != Finding.Severity.OK)
            .toList();
    if (!advised.isEmpty()) {
      terminal.out().println();
      advised.forEach(
          f -> terminal.out().println(Table.printable(f.subject() + ": " + f.advice())));
    }
  }

  private String colour(String cell) {
    if (!terminal.colour()) {
      return "";
    }
    return switch (cell) {
      case "error" -> "\u001b[31m";
      case "warning" -> "\u001b[33m";
      case "ok" -> "\u001b[32m";
      default -> "";
    };
  }
}
