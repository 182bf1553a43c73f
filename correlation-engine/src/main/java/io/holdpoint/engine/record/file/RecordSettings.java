// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.record.file;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.document.DocumentReader;
import java.time.Duration;

/**
 * How the engine's input is recorded.
 *
 * @param enabled false writes nothing: then nothing can be replayed, and a restart knows masked
 *     views only
 * @param texts whether arguments, results and messages are kept, sealed; without them signs of
 *     where a call comes from are not known after a restart and in replays
 * @param keep what is older is deleted
 * @param maxMegabytes what is over this size is deleted, the oldest first
 */
public record RecordSettings(boolean enabled, boolean texts, Duration keep, int maxMegabytes) {
  private static final int LEAST_MEGABYTES = 32;
  private static final int MOST_MEGABYTES = 1 << 20;

  /** Seven days, 256 megabytes: a start takes in some 10,000 calls a second. */
  public static final RecordSettings DEFAULTS =
      new RecordSettings(true, true, Duration.ofDays(7), 256);

  public RecordSettings {
    requireNonNull(keep, "keep");
    if (keep.isNegative() || keep.isZero()) {
      throw new IllegalArgumentException("keep: got " + keep + " (expected: > 0)");
    }
    if (maxMegabytes < LEAST_MEGABYTES || maxMegabytes > MOST_MEGABYTES) {
      throw new IllegalArgumentException(
          "max-megabytes: got "
              + maxMegabytes
              + " (expected: "
              + LEAST_MEGABYTES
              + " to "
              + MOST_MEGABYTES
              + ")");
    }
  }

  /**
   * Reads the keys {@code enabled}, {@code texts}, {@code keep} and {@code max-megabytes}, and
   * finishes the section.
   */
  public static RecordSettings read(DocumentReader section) {
    Duration keep = section.duration("keep", DEFAULTS.keep());
    if (keep.isZero()) {
      section.problem("keep", "got 0 (expected: > 0)");
      keep = DEFAULTS.keep();
    }
    RecordSettings read =
        new RecordSettings(
            section.flag("enabled", DEFAULTS.enabled()),
            section.flag("texts", DEFAULTS.texts()),
            keep,
            section.integer(
                "max-megabytes", DEFAULTS.maxMegabytes(), LEAST_MEGABYTES, MOST_MEGABYTES));
    section.finish();
    return read;
  }
}
