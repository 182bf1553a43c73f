// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper;

import static java.util.Objects.requireNonNull;

/**
 * Something is wrong in a rule's EPL.
 *
 * @param line within the EPL text, from 1
 * @param column within the line, from 1
 * @param message what, without the EPL text
 */
public record EplProblem(int line, int column, String message) {
  public EplProblem {
    requireNonNull(message, "message");
  }
}
