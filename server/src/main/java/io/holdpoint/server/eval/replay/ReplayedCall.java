// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.replay;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What became of one recorded call.
 *
 * @param step its place in the recording
 * @param tool upstream and name
 * @param effectful true if the catalogue says that it can do more than read
 * @param stop what kept it from leaving
 * @param atAttempt rules that matched when it was asked for
 * @param atResult rules that matched on its result
 * @param why the reasons of the decision, for people
 */
public record ReplayedCall(
    int step,
    String tool,
    boolean effectful,
    Stop stop,
    List<Firing> atAttempt,
    List<Firing> atResult,
    List<String> why) {

  public ReplayedCall {
    requireNonNull(tool, "tool");
    requireNonNull(stop, "stop");
    atAttempt = List.copyOf(atAttempt);
    atResult = List.copyOf(atResult);
    why = List.copyOf(why);
  }

  /** The strongest score of a rule that matched the attempt, whether it is enforced or not. */
  public int score() {
    return atAttempt.stream().mapToInt(Firing::score).max().orElse(0);
  }
}
