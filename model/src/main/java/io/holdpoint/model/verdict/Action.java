// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.verdict;

import java.util.Locale;

/** What a rule asks for when it matches, weakest first. */
public enum Action {
  /** People are told. */
  ALERT,
  /** The session goes on with named effects only; this call too. */
  RESTRICT,
  /** A person is asked about this call. */
  HOLD,
  /** This call is refused. */
  DENY,
  /** Later calls wait; this one is held. */
  PAUSE,
  /** The session and its tree are refused for good. */
  KILL,
  /** And so is everything else its agent or principal does, until released. */
  QUARANTINE;

  /** True if it orders something beyond this call. */
  public boolean contains() {
    return this == RESTRICT || compareTo(PAUSE) >= 0;
  }

  /** True if this call is held or refused for it whatever it does. */
  public boolean stopsCall() {
    return compareTo(HOLD) >= 0;
  }

  /** The word used in files, attributes and pages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
