// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.signs;

import io.holdpoint.server.eval.replay.ReplayedCall;
import java.util.List;

/**
 * The signs against one call of a recording.
 *
 * @param step its place in the recording
 * @param signs those that speak against it
 */
public record SignedCall(int step, List<Sign> signs) {

  public SignedCall {
    signs = List.copyOf(signs);
  }

  /** Reads what probes told of a call. */
  static SignedCall of(ReplayedCall call, Probes probes) {
    return new SignedCall(
        call.step(), call.atAttempt().stream().map(f -> probes.sign(f.rule())).toList());
  }

  /** What the engine counts for them together. */
  public int points() {
    return signs.stream().mapToInt(Sign::points).sum();
  }
}
