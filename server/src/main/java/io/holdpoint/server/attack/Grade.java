// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.attack;

import java.util.Locale;

/** How an attack was met, best first. */
public enum Grade {
  /** A call before the one that completes the harm did not leave. */
  BEFORE,
  /** The call that completes the harm did not leave. */
  AT,
  /** The harm was done, and what did it was stopped then. */
  AFTER,
  /** The harm was done, and people were told. */
  NOTICED,
  /** Nobody saw anything. */
  MISSED;

  /** True if the call that completes the harm did not leave. */
  public boolean isStopped() {
    return this == BEFORE || this == AT;
  }

  /** The word used in reports. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
