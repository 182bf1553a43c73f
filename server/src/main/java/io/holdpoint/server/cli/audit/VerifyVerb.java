// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.model.audit.Checkpoint;
import io.holdpoint.server.audit.bundle.BundleReport;
import io.holdpoint.server.audit.bundle.BundleVerification;
import io.holdpoint.server.audit.sign.AuditKey;
import io.holdpoint.server.audit.sign.CheckpointJson;
import io.holdpoint.server.audit.verify.ReportJson;
import io.holdpoint.server.audit.verify.Verification;
import io.holdpoint.server.audit.verify.VerificationReport;
import io.holdpoint.server.audit.verify.VerificationReport.Finding;
import io.holdpoint.server.cli.CliFailure;
import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.ExitCode;
import io.holdpoint.server.cli.Table;
import io.holdpoint.server.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Proves that a journal is whole. */
@Command(
    name = "verify",
    description = {
      "Prove that a journal is whole, or point at the first place where it is not;",
      "with --bundle, that a bundle of one session is what was signed.",
      "Works on a copy, without the running system; changes nothing. Ends with 1 if something is"
          + " wrong."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint audit verify data/journal",
      "  holdpoint audit verify --anchors anchors.jsonl --key audit.pub copy/journal",
      "  holdpoint audit verify --bundle case-4711.zip --key audit.pub"
    })
final class VerifyVerb implements CliVerb {

  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The journal's folder, or a data folder.")
  private @Nullable Path folder;

  @Option(
      names = "--anchors",
      paramLabel = "FILE",
      description = "Checkpoints that left the host, one line of JSON each.")
  private @Nullable Path anchors;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "The public key, as it was when it was copied from the data folder (audit.pub).")
  private @Nullable Path key;

  @Option(
      names = "--bundle",
      paramLabel = "FILE",
      description =
          "Check this bundle of one session with --key; with DIR, against that journal too.")
  private @Nullable Path bundle;

  @Option(
      names = "--session",
      paramLabel = "ID",
      description = "With --bundle: whose evidence it must be.")
  private @Nullable String session;

  @Option(names = "--json", description = "Answer as JSON.")
  private boolean json;

  VerifyVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    try {
      if (bundle != null) {
        return bundle(bundle);
      }
      Path journal = journal(folder == null ? Path.of("") : folder);
      Optional<String> publicKey =
          key == null ? Optional.empty() : Optional.of(AuditKey.readPublic(key));
      VerificationReport report = new Verification(journal, anchors(), publicKey).run();
      if (json) {
        terminal.out().println(ReportJson.of(report).toPrettyString());
      } else {
        print(report);
      }
      return (report.whole() ? ExitCode.OK : ExitCode.FAILED).code();
    } catch (IOException e) {
      throw new CliFailure(ExitCode.USAGE, "audit verify: " + e);
    }
  }

  private static Path journal(Path folder) {
    Path below = folder.resolve("journal");
    Path journal = Files.isDirectory(below) ? below : folder;
    if (!Files.isDirectory(journal)) {
      throw new CliFailure(ExitCode.USAGE, "DIR: got " + folder + " (expected: a folder)");
    }
    return journal;
  }

  private Integer bundle(Path file) throws IOException {
    Path publicKey = key;
    if (publicKey == null) {
      throw new CliFailure(
          ExitCode.USAGE, "--bundle: got no --key (expected: the public key to check with)");
    }
    BundleReport report =
        new BundleVerification(
                file,
                AuditKey.readPublic(publicKey),
                Optional.ofNullable(session),
                Optional.ofNullable(folder).map(VerifyVerb::journal))
            .run();
    if (json) {
      ObjectNode body = JsonMapper.shared().createObjectNode();
      body.put("whole", report.whole());
      body.put("session", report.session());
      body.put("records", report.records());
      ArrayNode findings = body.putArray("findings");
      report.findings().forEach(findings::add);
      ArrayNode vouched = body.putArray("vouched");
      report.vouched().forEach(vouched::add);
      terminal.out().println(body.toPrettyString());
    } else {
      report.findings().forEach(line -> terminal.out().println("WRONG   " + Table.printable(line)));
      report.vouched().forEach(line -> terminal.out().println(Table.printable(line)));
      terminal.out().println(report.whole() ? "whole: nothing is wrong with it" : "NOT WHOLE");
    }
    return (report.whole() ? ExitCode.OK : ExitCode.FAILED).code();
  }

  private List<Checkpoint> anchors() throws IOException {
    Path file = anchors;
    if (file == null) {
      return List.of();
    }
    List<Checkpoint> read = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file, UTF_8)) {
      number++;
      if (!line.isBlank()) {
        try {
          read.add(CheckpointJson.read(line));
        } catch (IllegalArgumentException e) {
          throw new CliFailure(ExitCode.USAGE, file + ":" + number + ": " + e.getMessage());
        }
      }
    }
    if (read.isEmpty()) {
      throw new CliFailure(
          ExitCode.USAGE, "--anchors: got " + file + " without one (expected: at least one)");
    }
    return read;
  }

  private void print(VerificationReport report) {
    for (Finding finding : report.findings()) {
      terminal
          .out()
          .println("WRONG   " + ReportJson.word(finding) + ": " + Table.printable(finding.text()));
    }
    report.vouched().forEach(line -> terminal.out().println(Table.printable(line)));
    terminal
        .out()
        .println(
            report.whole()
                ? "whole: nothing is wrong with what is there"
                : "NOT WHOLE: sure up to record " + report.findings().getFirst().records());
  }
}
