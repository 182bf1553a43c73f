// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.signal;

import java.util.Locale;

/** How far an order reaches, narrowest first. */
public enum Scope {
  /**
   * One session; of an exclusive principal its floor too, so that new ids shed nothing. A kill
   * always reaches the whole delegation tree.
   */
  SESSION,
  /** The session and all that were delegated to from the root of its tree. */
  TREE,
  /** Everything the credential does, in whatever session, now and later: a quarantine of it. */
  AGENT,
  /** Everything the person or service account does, with whatever credential. */
  PRINCIPAL,
  /** Everybody. */
  ALL;

  /** True if it reaches beyond one tree and its floor: more than one person should want it. */
  public boolean isWide() {
    return compareTo(AGENT) >= 0;
  }

  /** The word used in files, attributes and pages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
