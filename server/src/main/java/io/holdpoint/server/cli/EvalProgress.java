// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import io.holdpoint.server.eval.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** One line that tells how far an evaluation is; not in the way of what is piped on. */
final class EvalProgress implements Progress {

  private static final Duration BETWEEN_LINES = Duration.ofMillis(500);

  private final Terminal terminal;
  private final Instant began;
  private Instant told;
  private long recordings;
  private long steps;

  EvalProgress(Terminal terminal) {
    this.terminal = terminal;
    this.began = terminal.clock().instant();
    this.told = began;
  }

  @Override
  public synchronized void advanced(int more, long moreSteps) {
    recordings += more;
    steps += moreSteps;
    Instant now = terminal.clock().instant();
    if (Duration.between(told, now).compareTo(BETWEEN_LINES) >= 0) {
      told = now;
      tell(now);
    }
  }

  private void tell(Instant now) {
    double seconds = Math.max(0.001, Duration.between(began, now).toMillis() / 1000.0);
    terminal
        .err()
        .print(
            String.format(
                Locale.ROOT,
                "\r%,d replays, %,d steps, %,.0f steps/s   ",
                recordings,
                steps,
                steps / seconds));
    terminal.err().flush();
  }
}
