// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.journal.JournalException;
import io.holdpoint.server.audit.bundle.BundleWriter;
import io.holdpoint.server.audit.export.Export;
import io.holdpoint.server.audit.sign.AuditKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts the evidence of a session into one signed file. */
@Command(
    name = "bundle",
    description = {
      "Write all the evidence of a session into one signed ZIP file, which",
      "holdpoint audit verify --bundle FILE --key audit.pub checks on any machine."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint audit bundle 7f3a -o case-4711.zip",
      "  holdpoint audit bundle s-7f3a0001 --folder data -o case-4711.zip"
    })
final class AuditBundleVerb implements CliVerb {

  private final Terminal terminal;

  @Mixin private ApiOptions api = new ApiOptions();

  @Parameters(
      paramLabel = "SESSION",
      description = "A session, or the beginning of its id; the whole id with --folder.")
  private String session = "";

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = "Write there.")
  private Path out = Path.of("");

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description =
          "A data folder with its audit.key, without a server: what rules found is then told by"
              + " the journal alone.")
  private @Nullable Path folder;

  AuditBundleVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    Path half = out.resolveSibling(out.getFileName() + ".new");
    try {
      Path local = folder;
      if (local == null) {
        ApiClient client = api.client(terminal);
        String id = SessionRef.resolve(client, session);
        client.stream(
            "/api/v1/sessions/" + ApiClient.encode(id) + "/bundle",
            answer -> Files.copy(answer.body(), half, StandardCopyOption.REPLACE_EXISTING));
      } else {
        fromFolder(local, half);
      }
      new ZipFile(half.toFile()).close(); // an answer cut short has no table of contents
      Files.move(half, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      terminal.out().println("written: " + out);
      return ExitCode.OK.code();
    } catch (IOException | JournalException e) {
      throw new CliFailure(ExitCode.FAILED, "audit bundle: " + e);
    }
  }

  private void fromFolder(Path data, Path half) throws IOException {
    Path key = data.resolve("audit.key");
    if (!Files.exists(key)) {
      throw new CliFailure(
          ExitCode.USAGE, "--folder: got " + data + " (expected: a data folder with audit.key)");
    }
    JournalFolder source = new JournalFolder(data);
    BundleWriter writer =
        new BundleWriter(
            source,
            new Export(source).journal().orElse(""),
            AuditKey.open(key, data.resolve("audit.pub")),
            Version.current());
    BundleWriter.Bundle bundle =
        writer
            .prepare(
                new BundleWriter.Request(
                    session,
                    "whoever holds the key",
                    terminal.clock().instant(),
                    Long.MAX_VALUE,
                    Map.of(),
                    List.of("made without a server: no explanations")))
            .orElseThrow(
                () ->
                    new CliFailure(
                        ExitCode.NOT_FOUND,
                        "session: got \"" + session + "\" (expected: the whole id of one)"));
    try (OutputStream file = Files.newOutputStream(half)) {
      bundle.writeTo(file);
    }
  }
}
