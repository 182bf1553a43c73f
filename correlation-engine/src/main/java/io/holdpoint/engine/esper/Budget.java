// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper;

/**
 * What a rule may cost, where its author promises less than the house allows; 0 where nothing is
 * promised. It is held to it whenever it is compiled.
 *
 * @param microsPerEvent CPU time for an event on the average
 * @param bytesPerEvent memory allocated for an event on the average, garbage included
 * @param bytesPerSession memory kept for a live session on the average
 */
public record Budget(int microsPerEvent, int bytesPerEvent, int bytesPerSession) {
  /** Nothing is promised; the limits of the house hold. */
  public static final Budget HOUSE = new Budget(0, 0, 0);

  /** In words that differ where the promise does; empty for none. */
  String key() {
    return equals(HOUSE) ? "" : " -- " + this;
  }
}
