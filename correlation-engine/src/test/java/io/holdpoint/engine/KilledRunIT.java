// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.record.MemoryRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Killed by force at random points, again and again: every verdict is that of the run nobody
 * killed. What was answered to the step under way nobody heard; the engine knows it all the same.
 */
@Tag("slow")
final class KilledRunIT {
  private static final int STEPS = 1500;
  private static final int KILLS = 6;

  @ParameterizedTest
  @ValueSource(ints = {11, 12, 13})
  void decides_asIfItHadNeverBeenKilled(int seed, @TempDir Path folder)
      throws IOException, InterruptedException {
    List<String> expected = new ArrayList<>();
    try (RecordedStory story = new RecordedStory(seed, new MemoryRecord())) {
      for (int n = 0; n < STEPS; n++) {
        expected.add(KilledRun.line(n, story));
      }
    }
    Random random = new Random(seed);
    List<String> said = new ArrayList<>();
    for (int kill = 0; said.size() < STEPS; kill++) {
      int lines = kill < KILLS ? 1 + random.nextInt(STEPS / KILLS) : STEPS;
      run(folder, seed, said, lines);
    }
    for (int n = 0; n < STEPS; n++) {
      assertThat(said.get(n)).isIn(expected.get(n), n + KilledRun.LOST);
    }
    assertThat(said.stream().filter(line -> line.endsWith(KilledRun.LOST)).count())
        .isLessThanOrEqualTo(KILLS);
  }

  /** Starts the process where it stopped and kills it after so many lines. */
  private static void run(Path folder, int seed, List<String> said, int lines)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                KilledRun.class.getName(),
                folder.toString(),
                String.valueOf(seed),
                String.valueOf(said.size()),
                String.valueOf(STEPS))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      int read = 0;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.matches("\\d+ ([0-9a-f]{32}|lost)")) {
          said.add(line);
          read++;
        }
        if (read == lines) {
          process.toHandle().destroyForcibly();
        }
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor()).as("exit code").isIn(0, 137);
  }
}
