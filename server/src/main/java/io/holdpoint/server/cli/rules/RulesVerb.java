// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli.rules;

import static java.util.Objects.requireNonNull;

import io.holdpoint.server.cli.CliFailure;
import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.ExitCode;
import io.holdpoint.server.cli.Terminal;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Everything an author of rules needs. */
@Command(
    name = "rules",
    description = {
      "Write, check, test and explain behavioural rules. Needs no server, changes nothing."
    },
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint rules new ACME-CHAIN-001 --out rules/acme-chain-001.yaml",
      "  holdpoint rules lint rules/",
      "  holdpoint rules test rules/ --rule ACME-CHAIN-001",
      "  holdpoint rules explain HP-LOOP-001",
      "  holdpoint rules print-schema > events.md"
    })
public final class RulesVerb implements CliVerb {

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * @param terminal where to read and write
   */
  public RulesVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public List<CliVerb> verbs() {
    return List.of(
        new LintVerb(terminal),
        new TestVerb(terminal),
        new ExplainVerb(terminal),
        new NewVerb(terminal),
        new PrintSchemaVerb(terminal));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal.err());
    throw new CliFailure(ExitCode.USAGE, "rules: got no verb (expected: one of those above)");
  }
}
