// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.state;

/** The right to touch the sessions of one lane, held by one thread at a time. */
public interface Turn {
  /** Takes the turn unless somebody has it or steps of the lane are still to be taken in. */
  boolean tryTake();

  /** Gives back what {@link #tryTake} took. */
  void giveBack();
}
