// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli.rules;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.rules.Advice;
import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.document.Problem;
import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.ExitCode;
import io.holdpoint.server.cli.Table;
import io.holdpoint.server.cli.Terminal;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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
    Instant now = terminal.clock().instant();
    List<Problem> advice =
        checked.rules().rules().stream().flatMap(rule -> Advice.on(rule, now).stream()).toList();
    if (json) {
      tellMachines(checked, advice);
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

  private void tellMachines(RuleSet.Checked checked, List<Problem> advice) {
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    ArrayNode rules = answer.putArray("rules");
    for (Rule rule : checked.rules().rules()) {
      rules.addObject().put("id", rule.id()).put("version", rule.ref().version());
    }
    ArrayNode problems = answer.putArray("problems");
    checked.problems().forEach(p -> add(problems, p, "error"));
    advice.forEach(p -> add(problems, p, "advice"));
    terminal.out().println(answer.toPrettyString());
  }

  private static void add(ArrayNode problems, Problem problem, String level) {
    problems
        .addObject()
        .put("level", level)
        .put("file", problem.position().file())
        .put("line", problem.position().line())
        .put("column", problem.position().column())
        .put("message", problem.message());
  }
}
