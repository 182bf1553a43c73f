// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * What a rule was read from.
 *
 * @param text its file; after it, each behind a line of dashes, what tunes it and what it shares
 * @param files their names
 */
record RuleOrigin(String text, Set<String> files) {
  /** Stands between two files. */
  static final String BETWEEN = "---\n";

  RuleOrigin {
    requireNonNull(text, "text");
    files = Set.copyOf(files);
  }
}
