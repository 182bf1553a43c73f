// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.EngineSettings;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.server.config.Catalogues;
import io.holdpoint.server.eval.Bench;
import io.holdpoint.server.eval.Evaluation;
import io.holdpoint.server.eval.Outcomes;
import io.holdpoint.server.eval.replay.ReplayMode;
import io.holdpoint.server.eval.report.JsonReport;
import io.holdpoint.server.eval.report.TextReport;
import io.holdpoint.server.eval.trace.TraceFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures detection on recorded sessions with labels; needs no server and leaves nothing. */
@Command(
    name = "eval",
    description = {
      "Replay recorded sessions through gateway decision, engine and rules, and count what was",
      "stopped against their labels. In this process: needs no server and leaves nothing behind."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint eval --traces traces/dev",
      "  holdpoint eval --traces traces/dev --mode mcp-only --json > figures.json",
      "  holdpoint eval --traces traces/dev --rules my-rules/ --report figures.html"
    })
final class EvalVerb implements CliVerb {

  private static final byte[] NO_SECRET = "no digest leaves here".getBytes(UTF_8);

  private final Terminal terminal;

  @Option(
      names = "--traces",
      required = true,
      paramLabel = "DIR",
      description = "Folder with *.jsonl or *.jsonl.gz, one session per line.")
  private Path traces = Path.of(".");

  @Option(
      names = "--catalogue",
      paramLabel = "FILE",
      description = "A tool catalogue before the shipped one; may be repeated.")
  private List<Path> catalogues = new ArrayList<>();

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "Rules instead of the shipped ones: a file or a folder; may be repeated.")
  private List<Path> rules = new ArrayList<>();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "task-known, task-late or mcp-only; may be repeated. Default: all three.")
  private List<String> modes = new ArrayList<>();

  @Option(names = "--json", description = "Answer as JSON.")
  private boolean json;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Replays side by side; changes no figure. Default: one per processor.")
  private @Nullable Integer threads;

  EvalVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    List<ReplayMode> chosen = modes();
    try {
      TraceFiles files = TraceFiles.in(traces);
      EvalProgress progress = new EvalProgress(terminal);
      int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
      Outcomes outcomes = new Evaluation(bench(), workers, progress).run(files, chosen);
      progress.end();
      JsonReport report = new JsonReport();
      terminal
          .out()
          .print(
              json ? report.text(report.tree(outcomes)) + "\n" : new TextReport().text(outcomes));
      return ExitCode.OK.code();
    } catch (IOException e) {
      throw new CliFailure(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private Bench bench() {
    return new Bench(
        EngineSettings.DEFAULTS.withShards(1),
        RuleSet.load(rules, rules.isEmpty(), null),
        Catalogues.read(catalogues, new PayloadDigester(NO_SECRET)));
  }

  private List<ReplayMode> modes() {
    if (modes.isEmpty()) {
      return List.of(ReplayMode.values());
    }
    return modes.stream().map(EvalVerb::mode).distinct().sorted().toList();
  }

  private static ReplayMode mode(String word) {
    return Arrays.stream(ReplayMode.values())
        .filter(mode -> mode.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new CliFailure(
                    ExitCode.USAGE,
                    "--mode: got "
                        + word
                        + " (expected: "
                        + Arrays.stream(ReplayMode.values())
                            .map(ReplayMode::word)
                            .collect(Collectors.joining(", "))
                        + ")"));
  }
}
