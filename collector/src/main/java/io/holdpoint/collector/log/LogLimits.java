// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.log;

/**
 * How large the log may grow, in bytes.
 *
 * @param segment after which size a new file is begun
 * @param retained how much that is already projected is kept, oldest dropped first
 * @param backlog how much that is not yet projected is taken before senders are put off
 */
public record LogLimits(long segment, long retained, long backlog) {

  public LogLimits {
    require(segment, "segment");
    require(backlog, "backlog");
    if (retained < 0) {
      throw new IllegalArgumentException("retained: got " + retained + " (expected: >= 0)");
    }
  }

  private static void require(long value, String what) {
    if (value < 1) {
      throw new IllegalArgumentException(what + ": got " + value + " (expected: >= 1)");
    }
  }
}
