// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli.rules;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.server.cli.CliFailure;
import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.ExitCode;
import io.holdpoint.server.cli.Table;
import io.holdpoint.server.cli.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Tells what rules do. */
@Command(
    name = "explain",
    description = {
      "Tell what a rule looks for, what it keeps, what it asks for, and the EPL it becomes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint rules explain HP-LOOP-001",
      "  holdpoint rules explain rules/acme-chain-001.yaml",
      "  holdpoint rules explain ACME-CHAIN-001 --rules rules/ --json"
    })
final class ExplainVerb implements CliVerb {

  private final Terminal terminal;

  @Parameters(
      paramLabel = "RULE",
      arity = "1..*",
      description = "Ids of rules, or rule files, or folders of them.")
  private List<String> targets = new ArrayList<>();

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "Where ids are looked for besides the shipped rules; may be repeated.")
  private List<Path> folders = new ArrayList<>();

  @Option(names = "--json", description = "Answer as JSON.")
  private boolean json;

  ExplainVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    List<Rule> rules = targets.stream().flatMap(target -> find(target).stream()).toList();
    if (json) {
      ArrayNode answer = JsonMapper.shared().createArrayNode();
      rules.forEach(rule -> answer.add(RuleView.json(rule)));
      terminal.out().println(answer.toPrettyString());
      return ExitCode.OK.code();
    }
    for (int i = 0; i < rules.size(); i++) {
      if (i > 0) {
        terminal.out().println();
      }
      new RuleView(terminal.clock().instant())
          .lines(rules.get(i))
          .forEach(line -> terminal.out().println(Table.printable(line)));
    }
    return ExitCode.OK.code();
  }

  private List<Rule> find(String target) {
    if (Files.exists(Path.of(target))) {
      return RuleSet.load(List.of(Path.of(target)), false, null).rules();
    }
    RuleSet known = RuleSet.load(folders, true, null);
    return List.of(
        known
            .rule(target)
            .orElseThrow(
                () ->
                    new CliFailure(
                        ExitCode.USAGE,
                        "rule: got "
                            + target
                            + " (expected: a file, or one of "
                            + known.rules().stream().map(Rule::id).toList()
                            + ")")));
  }
}
