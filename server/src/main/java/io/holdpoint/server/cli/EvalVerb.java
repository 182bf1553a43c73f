// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.server.config.Catalogues;
import io.holdpoint.server.eval.Bench;
import io.holdpoint.server.eval.Evaluation;
import io.holdpoint.server.eval.Outcomes;
import io.holdpoint.server.eval.explain.ExplanationCheck;
import io.holdpoint.server.eval.replay.ReplayMode;
import io.holdpoint.server.eval.report.HtmlReport;
import io.holdpoint.server.eval.report.JsonReport;
import io.holdpoint.server.eval.report.MarkdownReport;
import io.holdpoint.server.eval.report.SignReport;
import io.holdpoint.server.eval.report.TextReport;
import io.holdpoint.server.eval.signs.Probes;
import io.holdpoint.server.eval.splice.SpliceFigures;
import io.holdpoint.server.eval.splice.SpliceReport;
import io.holdpoint.server.eval.splice.SpliceStudy;
import io.holdpoint.server.eval.trace.TraceFiles;
import io.holdpoint.server.eval.variation.Variation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

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
      "  holdpoint eval --traces traces/dev --rules my-rules/ --report figures.html",
      "  holdpoint eval --traces traces/dev --splice"
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
      names = "--report",
      paramLabel = "FILE",
      description = {
        "Write a page with plots and the sessions that were missed or falsely stopped.",
        "It shows recorded texts in the clear."
      })
  private @Nullable Path page;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Write the figures as tables, the bars of the project first.")
  private @Nullable Path tables;

  @Option(
      names = "--validate",
      description = {
        "Also choose weights and threshold anew, with tasks and suites left out, and try the",
        "choice on what was left out."
      })
  private boolean validate;

  @Option(
      names = "--false-alarms",
      paramLabel = "N",
      description =
          "With --splice: of 1,000 clean sessions, so many may look drifted. Default: 10.")
  private int falseAlarms = 10;

  @Option(names = "--quick", description = "Verdicts only: no signs, no curve, no validation.")
  private boolean quick;

  @Option(
      names = "--robustness",
      description = "Also replay with knowledge taken away: names, roles, vocabulary.")
  private boolean robustness;

  @Option(
      names = "--splice",
      description = {
        "Instead: let an engine learn clean sessions, and measure how soon each way of seeing"
            + " drift",
        "notices that another task or agent took over."
      })
  private boolean splice;

  @Option(
      names = "--explanations",
      description = {
        "Instead: explain every detection out of the engine's record, and count how many",
        "explanations a replay proves. Ends with 1 if any is not proved."
      })
  private boolean explanations;

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
      Bench bench = bench();
      if (splice) {
        return splices(bench, files);
      }
      if (explanations) {
        return explanations(bench, files, chosen);
      }
      Outcomes outcomes = evaluation(bench).run(files, chosen);
      JsonReport report = new JsonReport();
      ObjectNode figures = report.tree(outcomes);
      if (!quick) {
        signs(figures, bench, files, chosen);
      }
      if (robustness) {
        robustness(figures.putObject("robustness"), report, bench, files);
      }
      if (page != null) {
        new HtmlReport().write(page, figures, outcomes, files);
      }
      if (tables != null) {
        Files.writeString(tables, new MarkdownReport().text(figures));
      }
      terminal.out().print(json ? report.text(figures) + "\n" : new TextReport().text(outcomes));
      return ExitCode.OK.code();
    } catch (IOException e) {
      throw new CliFailure(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private int splices(Bench bench, TraceFiles files) throws IOException {
    if (falseAlarms < 1 || falseAlarms > 500) {
      throw new CliFailure(
          ExitCode.USAGE, "--false-alarms: got " + falseAlarms + " (expected: 1 to 500)");
    }
    SpliceFigures figures =
        new SpliceStudy(bench.onlyDrift()::engine, bench.catalogue(), falseAlarms, workers())
            .run(files);
    SpliceReport report = new SpliceReport();
    terminal.out().print(json ? report.json(figures) + "\n" : report.text(figures));
    return ExitCode.OK.code();
  }

  private int workers() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  private int explanations(Bench bench, TraceFiles files, List<ReplayMode> chosen)
      throws IOException {
    ExplanationCheck check = new ExplanationCheck(bench, new EvalProgress(terminal));
    Map<String, ExplanationCheck.Line> lines = check.run(files, chosen);
    Table table = new Table("RULE", "DETECTIONS", "PROVED", "PADDING", "STEPS", "REPLAYS");
    new TreeMap<>(lines)
        .forEach(
            (rule, line) ->
                table.row(
                    rule,
                    String.valueOf(line.detections()),
                    String.valueOf(line.verified()),
                    String.valueOf(line.padded()),
                    String.valueOf(line.steps()),
                    String.valueOf(line.replays())));
    table.print(terminal.out(), cell -> "");
    check.failures().forEach(terminal.err()::println);
    return (check.failures().isEmpty() ? ExitCode.OK : ExitCode.FAILED).code();
  }

  /** Once more with nothing stopped, to see what speaks against each call. */
  private void signs(ObjectNode figures, Bench bench, TraceFiles files, List<ReplayMode> chosen)
      throws IOException {
    Probes probes = new Probes();
    Outcomes probed = evaluation(bench.with(probes.rules())).run(files, chosen);
    SignReport signs = new SignReport(probes);
    signs.addSigns(figures, probed);
    if (validate) {
      signs.addValidation(figures, probed);
    }
  }

  private void robustness(ObjectNode rows, JsonReport report, Bench bench, TraceFiles files)
      throws IOException {
    for (Variation variation : Variation.all()) {
      Bench changed = variation.change().apply(bench);
      report.headlines(
          rows.putObject(variation.name()),
          evaluation(changed).run(files, List.of(ReplayMode.TASK_KNOWN)),
          ReplayMode.TASK_KNOWN);
    }
  }

  private Evaluation evaluation(Bench bench) {
    return new Evaluation(bench, workers(), new EvalProgress(terminal));
  }

  private Bench bench() {
    return Bench.of(RuleSet.load(rules, rules.isEmpty(), null), catalogues());
  }

  private ToolCatalogue catalogues() {
    return Catalogues.read(catalogues, new PayloadDigester(NO_SECRET));
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
