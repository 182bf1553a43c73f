// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.record.file.InputLog;
import io.holdpoint.engine.record.file.RecordSettings;
import io.holdpoint.engine.record.file.SealedRecord;
import io.holdpoint.model.json.Hashes;
import io.holdpoint.model.testing.FakeClock;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A process that plays a story from some step on and says what was answered, until it is killed.
 */
final class KilledRun {
  private static final byte[] KEY = new byte[32];

  /** The engine was told, and the process was killed before anybody heard its answer. */
  static final String LOST = " lost";

  private KilledRun() {}

  /**
   * @param arguments folder of the record, seed, first step, number of steps in all
   */
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    int seed = Integer.parseInt(arguments[1]);
    int from = Integer.parseInt(arguments[2]);
    int all = Integer.parseInt(arguments[3]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    InputLog log = new InputLog(folder, KEY);
    try (SealedRecord record =
            SealedRecord.open(folder, KEY, RecordSettings.DEFAULTS, new FakeClock());
        RecordedStory story = new RecordedStory(seed, record)) {
      log.read(
          entry -> {
            story.recover(entry);
            return true;
          });
      story.engine.replayed();
      story.skip(from);
      for (int n = from; n < all; n++) {
        if (n == from && story.knows(n)) {
          story.skip(1);
          out.println(n + LOST);
        } else {
          out.println(line(n, story));
        }
      }
    }
  }

  static String line(int n, RecordedStory story) {
    return n + " " + Hashes.sha256Hex(32, story.play(n).toString());
  }
}
