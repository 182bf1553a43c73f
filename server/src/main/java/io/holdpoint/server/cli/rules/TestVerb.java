// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli.rules;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.kit.RuleTests;
import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.engine.rules.RuleTest.Intent;
import io.holdpoint.server.cli.CliFailure;
import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.ExitCode;
import io.holdpoint.server.cli.Table;
import io.holdpoint.server.cli.Terminal;
import io.holdpoint.server.workshop.RuleJson;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the tests inside rule files. */
@Command(
    name = "test",
    description = {
      "Run the stories inside rule files, each against an engine of its own in virtual time.",
      "A story that fails is told call by call. Ends with 1 if one fails."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  holdpoint rules test rules/", "  holdpoint rules test --rule HP-CHAIN-001 --json"})
final class TestVerb implements CliVerb {

  private final Terminal terminal;

  @Mixin private RuleFiles files = new RuleFiles();

  @Option(names = "--rule", paramLabel = "ID", description = "Only this rule.")
  private @Nullable String only;

  @Option(names = "--json", description = "Answer as JSON.")
  private boolean json;

  TestVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    RuleSet rules = files.load();
    if (only != null) {
      if (rules.rule(only).isEmpty()) {
        throw new CliFailure(
            ExitCode.USAGE,
            "--rule: got "
                + only
                + " (expected: one of "
                + rules.rules().stream().map(Rule::id).toList()
                + ")");
      }
      rules = rules.only(only);
    }
    List<RuleTests.Result> results = RuleTests.run(rules);
    if (json) {
      terminal.out().println(RuleJson.tests(results).toPrettyString());
    } else {
      rules.rules().forEach(rule -> tellPeople(rule, results));
      long failed = results.stream().filter(r -> !r.passed()).count();
      terminal.out().println((results.size() - failed) + " passed, " + failed + " failed");
    }
    boolean passed = results.stream().allMatch(RuleTests.Result::passed);
    return (passed ? ExitCode.OK : ExitCode.FAILED).code();
  }

  private void tellPeople(Rule rule, List<RuleTests.Result> all) {
    PrintWriter out = terminal.out();
    List<RuleTests.Result> own = all.stream().filter(r -> r.rule().id().equals(rule.id())).toList();
    boolean passed = own.stream().allMatch(RuleTests.Result::passed);
    out.println(
        Table.printable(
            (passed ? "ok      " : "FAILED  ")
                + rule.ref()
                + "  "
                + rule.title()
                + "  ("
                + counts(own)
                + ")"));
    own.stream()
        .filter(r -> !r.passed())
        .forEach(r -> r.report().lines().forEach(l -> out.println("  " + Table.printable(l))));
  }

  private static String counts(List<RuleTests.Result> results) {
    StringBuilder counts = new StringBuilder();
    for (Intent intent : Intent.values()) {
      long count = results.stream().filter(r -> r.test().intent() == intent).count();
      counts.append(counts.isEmpty() ? "" : ", ").append(count).append(' ').append(intent.word());
    }
    return counts.toString();
  }
}
