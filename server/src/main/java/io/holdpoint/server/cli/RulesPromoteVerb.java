// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.engine.rules.about.PromotedText;
import io.holdpoint.engine.rules.about.Promotion.Evidence;
import io.holdpoint.server.workshop.ShownEvidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Writes into a rule file what was shown of the rule, and enforces it if that is enough. */
@Command(
    name = "promote",
    description = {
      "Enforce a rule by evidence: what it would have done in recorded sessions is counted,"
          + " written",
      "into its file as promotion, and mode becomes enforce if promote-when is met. From the",
      "server: recorded sessions of --since, days in shadow, and what people confirmed; whatever",
      "nobody confirmed counts as a false positive. With --traces: innocent sessions of files.",
      "The file stays the source of truth: review and commit it; a server that watches it follows."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint rules promote my-rules/ACME-CHAIN-001.yaml --since 14d --by kim",
      "  holdpoint rules promote my-rules/ACME-CHAIN-001.yaml --traces traces/benign --by kim"
          + " --dry-run"
    })
final class RulesPromoteVerb implements CliVerb {

  private final Terminal terminal;
  private final InstantSource clock;

  @Mixin private ApiOptions api = new ApiOptions();

  @Parameters(paramLabel = "FILE", description = "The rule file.")
  private Path file = Path.of("");

  @Option(
      names = "--since",
      paramLabel = "SPAN",
      description = "How far back sessions count, such as 7d or 36h; default 7d.")
  private String since = "7d";

  @Option(
      names = "--traces",
      paramLabel = "DIR",
      description = "Folder with *.jsonl or *.jsonl.gz of innocent sessions instead.")
  private @Nullable Path traces;

  @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who vouches for it.")
  private String by = "";

  @Option(names = "--dry-run", description = "Print the file as it would become, and leave it.")
  private boolean dryRun;

  RulesPromoteVerb(Terminal terminal, InstantSource clock) {
    this.terminal = requireNonNull(terminal, "terminal");
    this.clock = requireNonNull(clock, "clock");
  }

  @Override
  public Integer call() {
    try {
      String text = Files.readString(file);
      String name = String.valueOf(file.getFileName());
      List<Rule> rules = RuleSet.of(name, text).rules();
      if (rules.size() != 1) {
        throw new CliFailure(
            ExitCode.USAGE, "FILE: got " + rules.size() + " rules (expected: one that is not off)");
      }
      Evidence evidence = evidence(rules.getFirst());
      String promoted = PromotedText.of(text, evidence);
      RuleSet _ = RuleSet.of(name, promoted); // says so if what was shown is not enough
      if (dryRun) {
        terminal.out().print(promoted);
      } else {
        replace(promoted);
        terminal.out().println(file + ": enforced, shown over " + words(evidence));
      }
      terminal.out().flush();
      return ExitCode.OK.code();
    } catch (IOException e) {
      throw new CliFailure(ExitCode.FAILED, "FILE: " + file + ": " + e);
    }
  }

  private Evidence evidence(Rule rule) throws IOException {
    if (traces != null) {
      JsonNode report = LocalBacktest.of(terminal, List.of(file), traces);
      return ShownEvidence.of(report, rule.id(), 0, 0, null, clock.instant())
          .by(by, "replay of " + traces.getFileName(), clock.instant());
    }
    ApiClient client = api.client(terminal);
    String path = "/api/v1/rules/" + ApiClient.encode(rule.id());
    JsonNode known = client.get(path);
    int version = known.path("rule").path("version").asInt(0);
    if (version != rule.ref().version()) {
      throw new CliFailure(
          ExitCode.FAILED,
          "FILE: got version "
              + rule.ref().version()
              + " (expected: "
              + version
              + ", which is in force at the server)");
    }
    String shadow = path + "/shadow?since=" + ApiClient.encode(since);
    JsonNode report = new JobWatch(terminal, client).result(shadow, client.get(shadow));
    String begun = client.get(shadow).path("inForceSince").asString("");
    return ShownEvidence.of(
            report,
            rule.id(),
            known.path("confirmed").asInt(0),
            known.path("falsePositives").asInt(0),
            begun.isEmpty() ? null : Instant.parse(begun),
            clock.instant())
        .by(by, "recorded sessions of the last " + since, clock.instant());
  }

  private static String words(Evidence shown) {
    return "%d sessions with %d false positives, %d days in shadow"
        .formatted(shown.sessions(), shown.falsePositives(), shown.days());
  }

  private void replace(String text) throws IOException {
    Path beside = file.resolveSibling("." + file.getFileName() + ".promoted");
    Files.writeString(beside, text);
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
