// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift;

import java.util.Locale;

/** One way to look at drift. Each has a statistic, in nats, and false alarms of its own. */
public enum Method {
  /** How surprising it is that one tool follows another. */
  TRANSITION,
  /** How far the mix of the last tools lies from the usual mix. */
  MIX,
  /** Tools, hosts and forms of arguments that no clean session had. */
  FIRST_SEEN,
  /** More steps, time or bytes than nearly all clean sessions took. */
  ENVELOPE,
  /** Acts on nothing that the stated task speaks of. */
  INTENT,
  /** All of them together. */
  TOGETHER;

  /** The word used in reports, for example {@code first-seen}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
