// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.journal.JournalException;
import io.holdpoint.gateway.recording.SealedRecording;
import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.server.audit.export.Export;
import io.holdpoint.server.audit.export.ExportFilter;
import io.holdpoint.server.audit.export.Lines;
import io.holdpoint.server.audit.export.RecordFormat;
import io.holdpoint.server.replay.Pace;
import io.holdpoint.server.replay.Replay;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells a recorded session again. */
@Command(
    name = "replay",
    description = {
      "Tell a recorded session step by step in its own time, in the masked view.",
      "From the running server, or with --folder from a data folder or a copy of one."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint replay 7f3a --speed 4",
      "  holdpoint replay s-7f3a0001 --folder copy/data --step"
    })
final class ReplayVerb implements CliVerb {

  private final Terminal terminal;

  @Mixin private ApiOptions api = new ApiOptions();

  @Parameters(
      paramLabel = "SESSION",
      description = "A session, or the beginning of its id; the whole id with --folder.")
  private String session = "";

  @Option(
      names = "--speed",
      paramLabel = "X",
      description = "So many times as fast; 0 for at once. Default 1.")
  private double speed = 1;

  @Option(
      names = "--longest",
      paramLabel = "S",
      description = "Wait at most so many seconds for a record. Default 10.")
  private double longest = 10;

  @Option(names = "--step", description = "Wait for the return key before each record; q ends.")
  private boolean step;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "A data folder, or a journal's folder, or a copy.")
  private @Nullable Path folder;

  ReplayVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  /** The reader wants no more. */
  private static final class EnoughException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public Integer call() {
    if (!(speed >= 0) || !(longest >= 0)) {
      throw new CliFailure(
          ExitCode.USAGE, "replay: got --speed or --longest below 0 (expected: 0 or more)");
    }
    Replay replay =
        new Replay(
            step ? byKey() : byTime(),
            entry -> {
              if (api.json()) {
                line(entry.toString());
              }
            },
            text -> {
              if (!api.json()) {
                line(Table.printable(text));
              }
            });
    try {
      Path local = folder;
      if (local == null) {
        fromServer(replay);
      } else {
        fromFolder(new JournalFolder(local), replay);
      }
      replay.finish();
      return ExitCode.OK.code();
    } catch (EnoughException e) {
      return ExitCode.OK.code();
    } catch (IOException | JournalException e) {
      throw new CliFailure(ExitCode.FAILED, "replay: " + e);
    }
  }

  /** Fetched first: a reader in its own time would keep the server waiting. */
  private void fromServer(Replay replay) throws IOException {
    ApiClient client = api.client(terminal);
    String id = SessionRef.resolve(client, session);
    Path fetched = Files.createTempFile("holdpoint-replay", ".jsonl");
    try {
      client.stream(
          "/api/v1/audit/export?payloads=open&session=" + ApiClient.encode(id),
          answer -> Files.copy(answer.body(), fetched, StandardCopyOption.REPLACE_EXISTING));
      boolean whole = false;
      try (BufferedReader lines = Files.newBufferedReader(fetched, UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          whole = line.isEmpty();
          if (!whole) {
            tell(replay, line);
          }
        }
      }
      if (!whole) {
        throw new CliFailure(ExitCode.FAILED, "replay: the answer was cut short");
      }
    } finally {
      Files.deleteIfExists(fetched);
    }
  }

  private void fromFolder(JournalFolder source, Replay replay) throws IOException {
    Lines lines = new Lines(RecordFormat.JSONL, "", Version.current(), Integer.MAX_VALUE);
    ExportFilter filter = new ExportFilter(0, Instant.MIN, Instant.MAX, session, Set.of());
    new Export(source)
        .run(
            new ExportFilter(0, Instant.MIN, Instant.MAX, session, Set.of("standing")),
            Long.MAX_VALUE,
            entry -> {
              if (entry.entry() instanceof JournalRecord.Audited audited
                  && audited.event() instanceof AuditEvent.Erased event) {
                replay.erased(SealedRecording.said(event));
              }
            });
    Export.Result result =
        new Export(source).run(filter, Long.MAX_VALUE, entry -> tell(replay, lines.of(entry)));
    if (result.gone() > 0) {
      terminal
          .err()
          .println(
              "gap: "
                  + result.gone()
                  + " records of the journal were taken out when their time was over; some may be"
                  + " of this session");
    }
  }

  private static void tell(Replay replay, String line) {
    try {
      JsonNode entry = JsonMapper.shared().readTree(line);
      if (!replay.next(entry)) {
        throw new EnoughException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliFailure(ExitCode.FAILED, "interrupted");
    }
  }

  private void line(String text) {
    terminal.out().println(text);
    terminal.out().flush();
  }

  private Pace byTime() {
    CountDownLatch never = new CountDownLatch(1);
    return recorded -> {
      if (speed > 0) {
        double nanos = Math.min(recorded.toNanos() / speed, longest * 1e9);
        return !never.await((long) nanos, TimeUnit.NANOSECONDS);
      }
      return true;
    };
  }

  private static Pace byKey() {
    Console console =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .orElseThrow(
                () -> new CliFailure(ExitCode.USAGE, "--step: got no terminal (expected: one)"));
    return recorded -> {
      String typed = console.readLine();
      return typed != null && !typed.strip().equals("q");
    };
  }
}
