// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.journal;

/**
 * How a journal is kept.
 *
 * @param segmentBytes a file that has reached this size is followed by a new one, 4 KB to 1 GB
 */
public record JournalSettings(long segmentBytes) {

  /** Files of 64 MB. */
  public static final JournalSettings DEFAULTS = new JournalSettings(64L << 20);

  public JournalSettings {
    if (segmentBytes < 4L << 10 || segmentBytes > 1L << 30) {
      throw new IllegalArgumentException(
          "segment size: got " + segmentBytes + " bytes (expected: 4 KB to 1 GB)");
    }
  }
}
