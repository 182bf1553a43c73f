// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Recordings tell no times: every step comes a little after the one before. One rig's own. */
public final class ReplayClock implements InstantSource {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private volatile Instant now = START;

  @Override
  public Instant instant() {
    return now;
  }

  /** Later by so much. */
  public void advance(Duration by) {
    now = now.plus(by);
  }
}
