// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.event;

/**
 * Which properties of a call the fleet's rules flagged.
 *
 * @param tool its tool
 * @param upstream its server
 * @param agent its credential
 * @param principal its subject
 * @param destination where it leads
 * @param arguments its very arguments
 * @param session its session
 * @param source where a value came from that the user did not name
 */
public record Flagged(
    boolean tool,
    boolean upstream,
    boolean agent,
    boolean principal,
    boolean destination,
    boolean arguments,
    boolean session,
    boolean source) {
  /** Nothing. */
  public static final Flagged NOTHING =
      new Flagged(false, false, false, false, false, false, false, false);

  /** True if anything is. */
  public boolean any() {
    return tool || upstream || agent || principal || destination || arguments || session || source;
  }
}
