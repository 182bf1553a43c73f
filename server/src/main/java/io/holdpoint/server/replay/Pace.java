// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.replay;

import java.time.Duration;

/** How time passes between two records of a replay. */
@FunctionalInterface
public interface Pace {

  /**
   * Returns when the next record is due.
   *
   * @param recorded how much time lay between the two
   * @return false if the replay is to end
   */
  boolean pass(Duration recorded) throws InterruptedException;
}
