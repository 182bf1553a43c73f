// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command without a verb: shows what there is. */
@Command(
    name = "holdpoint",
    description = {
      "Watches AI agents step by step and stops the call that would complete a harmful chain.",
      ""
    },
    synopsisHeading = "%nUsage: ",
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint demo                                 see it work, with sample agents",
      "  holdpoint serve --config holdpoint.yaml        run it",
      "  holdpoint sessions                             what agents do now",
      "  holdpoint kill s-7f3a --reason \"mails secrets\" stop one for good",
      "",
      "Exit codes: 0 done, 1 operation failed, 2 wrong command line, 3 invalid configuration,",
      "  4 control API not reached, 5 not permitted, 6 no such session, 70 internal error.",
      "",
      "holdpoint VERB --help tells more about a verb."
    })
final class RootCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @CommandLine.Option(
      names = {"-V", "--version"},
      description = "Show the version.")
  private boolean version;

  @Override
  public void run() {
    CommandLine line = spec.commandLine();
    if (version) {
      line.getOut().println("holdpoint " + Version.current());
    } else {
      line.usage(line.getErr());
      throw new CliFailure(ExitCode.USAGE, "got no verb (expected: one of those above)");
    }
  }
}
