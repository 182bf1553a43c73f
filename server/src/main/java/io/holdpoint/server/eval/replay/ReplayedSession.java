// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.replay;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What became of one recorded session.
 *
 * @param key the recording's
 * @param calls in order
 * @param steps how many steps were taken through the monitor
 * @param nanos how long that took
 */
public record ReplayedSession(String key, List<ReplayedCall> calls, int steps, long nanos) {

  public ReplayedSession {
    requireNonNull(key, "key");
    calls = List.copyOf(calls);
  }
}
