// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.server.config.Catalogues;
import io.holdpoint.server.eval.Bench;
import io.holdpoint.server.eval.replay.ReplayMode;
import io.holdpoint.server.eval.trace.TraceFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same with all shipped rules over a sample of many sessions, in every mode: of each file every
 * tenth ({@code -Dholdpoint.every}), from the adaptive set or from {@code -Dholdpoint.traces}.
 */
@Tag("slow")
final class ExplanationCheckIT {
  private static final Path TRACES =
      Path.of(System.getProperty("holdpoint.traces", "../samples/eval/adaptive"));
  private static final int EVERY = Integer.getInteger("holdpoint.every", 10);

  @Test
  void everyDetectionOfASample_isMinimal_andPaddingChangesNothing(@TempDir Path sample)
      throws IOException {
    for (Path file : TraceFiles.in(TRACES).files()) {
      Files.write(sample.resolve(file.getFileName() + ".jsonl"), some(file));
    }
    Bench bench =
        Bench.of(
            RuleSet.load(List.of(), true, null),
            Catalogues.read(
                List.of(), new PayloadDigester("sixteen bytes or more".getBytes(UTF_8))));
    ExplanationCheck check = new ExplanationCheck(bench, (done, steps) -> {});
    Map<String, ExplanationCheck.Line> lines =
        check.run(TraceFiles.in(sample), List.of(ReplayMode.values()));

    assertThat(check.failures()).isEmpty();
    assertThat(lines.values().stream().mapToInt(ExplanationCheck.Line::detections).sum())
        .isGreaterThan(15);
    assertThat(lines.values())
        .allSatisfy(
            line -> {
              assertThat(line.verified()).isEqualTo(line.detections());
              assertThat(line.padded()).isEqualTo(line.detections());
            });
  }

  private static List<String> some(Path file) throws IOException {
    List<String> some = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
        BufferedReader lines = new BufferedReader(new InputStreamReader(plain, UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (number++ % EVERY == 0) {
          some.add(line);
        }
      }
    }
    return some;
  }
}
