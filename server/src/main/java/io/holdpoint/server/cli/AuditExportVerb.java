// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.journal.JournalException;
import io.holdpoint.server.audit.EvidenceRoutes;
import io.holdpoint.server.audit.export.Export;
import io.holdpoint.server.audit.export.ExportFilter;
import io.holdpoint.server.audit.export.Lines;
import io.holdpoint.server.audit.export.RecordFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Hands the journal over to other systems. */
@Command(
    name = "export",
    description = {
      "Write records of the journal, one a line, in the masked view.",
      "From the running server, or with --folder from a data folder or a copy of one."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint audit export --format ocsf --since 2026-11-22T00:00:00Z",
      "  holdpoint audit export --cursor nightly.cursor --out today.jsonl",
      "  holdpoint audit export --folder copy/data --session s-7f3a0001 --format cef"
    })
final class AuditExportVerb implements CliVerb {

  private final Terminal terminal;

  @Mixin private ApiOptions api = new ApiOptions();

  @Option(names = "--format", paramLabel = "F", description = "jsonl (default), ocsf or cef.")
  private String format = "jsonl";

  @Option(names = "--since", paramLabel = "TIME", description = "Records from this time on.")
  private String since = "";

  @Option(names = "--until", paramLabel = "TIME", description = "Records before this time.")
  private String until = "";

  @Option(names = "--session", paramLabel = "ID", description = "Of one session, by its whole id.")
  private String session = "";

  @Option(
      names = "--class",
      split = ",",
      paramLabel = "C",
      description = "calls, approvals, views, actions, standing; several with commas.")
  private List<String> classes = List.of();

  @Option(names = "--after", paramLabel = "N", description = "Records behind this number.")
  private @Nullable Long after;

  @Option(
      names = "--cursor",
      paramLabel = "FILE",
      description = "Go on where the last export with this file ended.")
  private @Nullable Path cursor;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Write there; default the terminal.")
  private @Nullable Path out;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "A data folder, or a journal's folder, or a copy.")
  private @Nullable Path folder;

  AuditExportVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    if (after != null && cursor != null) {
      throw new CliFailure(
          ExitCode.USAGE, "audit export: got --after and --cursor (expected: one)");
    }
    try {
      Map<String, String> words = words();
      ExportFilter filter = ExportFilter.of(words);
      RecordFormat wanted = RecordFormat.of(format);
      long reached;
      Path file = out;
      if (file == null) {
        reached = export(words, filter, wanted, terminal.out());
        terminal.out().flush();
      } else {
        try (Writer writer = Files.newBufferedWriter(file, UTF_8)) {
          reached = export(words, filter, wanted, writer);
        }
      }
      keep(reached);
      return ExitCode.OK.code();
    } catch (IllegalArgumentException e) {
      throw new CliFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    } catch (IOException | JournalException e) {
      throw new CliFailure(ExitCode.FAILED, "audit export: " + e);
    }
  }

  private Map<String, String> words() throws IOException {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("format", format);
    words.put("since", since);
    words.put("until", until);
    words.put("session", session);
    words.put("class", String.join(",", classes));
    words.put("after", Long.toString(begin()));
    words.values().removeIf(String::isEmpty);
    return words;
  }

  private long begin() throws IOException {
    if (after != null) {
      return after;
    }
    if (cursor == null || !Files.exists(cursor)) {
      return 0;
    }
    String text = Files.readString(cursor, UTF_8).strip();
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--cursor: got something else in " + cursor + " (expected: the number of a record)", e);
    }
  }

  /** The file is the old one or the new one; it moves when all before it was written. */
  private void keep(long reached) throws IOException {
    Path file = cursor;
    if (file == null) {
      terminal.err().println("cursor: " + reached);
      return;
    }
    Path half = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(half, reached + "\n", UTF_8);
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private long export(
      Map<String, String> words, ExportFilter filter, RecordFormat wanted, Writer writer)
      throws IOException {
    Path local = folder;
    return local == null
        ? fromServer(words, writer)
        : fromFolder(new JournalFolder(local), filter, wanted, writer);
  }

  private long fromFolder(
      JournalFolder source, ExportFilter filter, RecordFormat wanted, Writer writer)
      throws IOException {
    Export export = new Export(source);
    Lines lines =
        new Lines(wanted, export.journal().orElse(""), Version.current(), Integer.MAX_VALUE);
    Export.Result result =
        export.run(
            filter,
            Long.MAX_VALUE,
            entry -> {
              writer.write(lines.of(entry));
              writer.write('\n');
              failIfBroken(writer);
            });
    if (result.gone() > 0) {
      terminal
          .err()
          .println(result.gone() + " records had been taken out when their time was over");
    }
    return result.cursor();
  }

  private long fromServer(Map<String, String> words, Writer writer) {
    String query =
        words.entrySet().stream()
            .map(word -> word.getKey() + "=" + ApiClient.encode(word.getValue()))
            .collect(Collectors.joining("&"));
    long[] reached = new long[1];
    api.client(terminal).stream(
        "/api/v1/audit/export?" + query, answer -> reached[0] = copy(answer, writer));
    return reached[0];
  }

  private static long copy(HttpResponse<InputStream> answer, Writer writer) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
    boolean whole = false;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      whole = line.isEmpty();
      if (!whole) {
        writer.write(line);
        writer.write('\n');
        failIfBroken(writer);
      }
    }
    if (!whole) {
      throw new IOException("got no empty line at its end; the cursor stays where it was");
    }
    return answer.headers().firstValueAsLong(EvidenceRoutes.CURSOR).orElse(0);
  }

  /** A terminal swallows errors: a reader that has gone must not move the cursor. */
  private static void failIfBroken(Writer writer) throws IOException {
    if (writer instanceof PrintWriter printer && printer.checkError()) {
      throw new IOException("the output cannot be written");
    }
  }
}
