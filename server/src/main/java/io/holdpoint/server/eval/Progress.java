// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval;

/** Is told how far an evaluation is; by several threads. */
@FunctionalInterface
public interface Progress {

  /** Some more recordings are through, with so many steps. */
  void advanced(int recordings, long steps);
}
