// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli.rules;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.kit.Skeletons;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.server.cli.CliFailure;
import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.ExitCode;
import io.holdpoint.server.cli.Terminal;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a rule to begin with. */
@Command(
    name = "new",
    description = {
      "Write a rule file to begin with: valid, in shadow mode, with tests that pass.",
      "The form follows the family in the id unless --form says otherwise."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint rules new ACME-LOOP-001 > rules/acme-loop-001.yaml",
      "  holdpoint rules new ACME-CHAIN-001 --form rate --out rules/acme-chain-001.yaml"
    })
final class NewVerb implements CliVerb {

  private final Terminal terminal;

  @Parameters(
      paramLabel = "ID",
      description = "House, family (CHAIN DRIFT EVADE INJ LOOP MULTI), number: ACME-CHAIN-001.")
  private String id = "";

  @Option(
      names = "--form",
      paramLabel = "FORM",
      description = "filter, sequence, rate, baseline or epl.")
  private @Nullable String form;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write it; never over a file. Default: the terminal.")
  private @Nullable Path file;

  NewVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    String chosen = form == null ? Skeletons.usualForm(id) : form;
    if (!Skeletons.FORMS.contains(chosen)) {
      throw new CliFailure(
          ExitCode.USAGE, "--form: got " + chosen + " (expected: one of " + Skeletons.FORMS + ")");
    }
    String text = Skeletons.of(chosen, id, UUID.randomUUID());
    RuleSet _ = RuleSet.of(file == null ? id + ".yaml" : file.toString(), text);
    if (file == null) {
      terminal.out().print(text);
      return ExitCode.OK.code();
    }
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new CliFailure(ExitCode.FAILED, "--out: got " + file + " (expected: no such file yet)");
    } catch (IOException e) {
      throw new CliFailure(ExitCode.FAILED, "--out: " + file + ": cannot be written: " + e);
    }
    terminal.out().println("wrote " + file + ". Next: holdpoint rules test " + file);
    return ExitCode.OK.code();
  }
}
