// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdpoint.engine.EngineSettings;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.server.backtest.Backtest;
import io.holdpoint.server.backtest.BacktestJson;
import io.holdpoint.server.backtest.BacktestReport;
import io.holdpoint.server.backtest.Pace;
import io.holdpoint.server.backtest.TraceInput;
import io.holdpoint.server.config.Catalogues;
import io.holdpoint.server.eval.replay.ReplayMode;
import io.holdpoint.server.eval.trace.TraceFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Tries rules on sessions of trace files, in this process. */
final class LocalBacktest {
  private static final byte[] NO_SECRET = "no digest leaves here".getBytes(UTF_8);

  private LocalBacktest() {}

  /** The report, as a server tells it. */
  static JsonNode of(Terminal terminal, List<Path> rules, Path folder) throws IOException {
    TraceInput input =
        new TraceInput(
            TraceFiles.in(folder),
            ReplayMode.TASK_KNOWN,
            Catalogues.read(List.of(), new PayloadDigester(NO_SECRET)),
            new EvalProgress(terminal));
    BacktestReport report =
        new Backtest(
                RuleSet.load(rules, false, null),
                RuleSet.load(List.of(), true, null),
                EngineSettings.DEFAULTS,
                input::agent)
            .run(input, Instant.EPOCH, new Pace(1));
    terminal.err().println();
    return BacktestJson.report(report);
  }
}
