// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli.audit;

import static java.util.Objects.requireNonNull;

import io.holdpoint.server.cli.CliFailure;
import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.ExitCode;
import io.holdpoint.server.cli.Terminal;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Everything an auditor needs. */
@Command(
    name = "audit",
    description = "Prove what the journal says, hand it over, and keep what must be kept.",
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint audit verify --anchors anchors.jsonl --key audit.pub data/journal",
      "  holdpoint audit bundle 7f3a -o case-4711.zip",
      "  holdpoint audit export --format ocsf --cursor nightly.cursor",
      "  holdpoint audit hold --session 7f3a0001 --reason \"case 4711\""
    })
public final class AuditVerb implements CliVerb {

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * @param terminal where to read and write
   */
  public AuditVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public List<CliVerb> verbs() {
    return List.of(new VerifyVerb(terminal));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal.err());
    throw new CliFailure(ExitCode.USAGE, "audit: got no verb (expected: one of those above)");
  }
}
