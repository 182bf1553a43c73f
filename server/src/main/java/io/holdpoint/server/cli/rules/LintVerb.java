// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli.rules;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.document.Problem;
import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.ExitCode;
import io.holdpoint.server.cli.Table;
import io.holdpoint.server.cli.Terminal;
import io.holdpoint.server.workshop.RuleJson;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells everything that is wrong with rule files. */
@Command(
    name = "lint",
    description = {
      "Read and compile rules and tell everything that is wrong, with file, line and column.",
      "Ends with 3 if there is an error; advice alone is no error, except with --strict."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  holdpoint rules lint rules/", "  holdpoint rules lint a.yaml --strict --json"})
final class LintVerb implements CliVerb {

  private final Terminal terminal;

  @Mixin private RuleFiles files = new RuleFiles();

  @Option(names = "--strict", description = "Advice counts as an error.")
  private boolean strict;

  @Option(names = "--json", description = "Answer as JSON.")
  private boolean json;

  LintVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    RuleSet.Checked checked = files.check();
    List<Problem> advice = RuleJson.advice(checked.rules(), terminal.clock().instant());
    if (json) {
      terminal.out().println(RuleJson.lint(checked, advice).toPrettyString());
    } else {
      tellPeople(checked, advice);
    }
    boolean sound = checked.problems().isEmpty() && (advice.isEmpty() || !strict);
    return (sound ? ExitCode.OK : ExitCode.CONFIGURATION).code();
  }

  private void tellPeople(RuleSet.Checked checked, List<Problem> advice) {
    PrintWriter out = terminal.out();
    checked.problems().forEach(p -> out.println(line(p, "error")));
    advice.forEach(p -> out.println(line(p, strict ? "error" : "advice")));
    out.println(
        count(checked.rules().rules().size(), "sound rule")
            + ", "
            + count(checked.problems().size(), "error")
            + ", "
            + advice.size()
            + " of advice");
  }

  private static String line(Problem problem, String level) {
    return Table.printable(problem.position() + ": " + level + ": " + problem.message());
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
