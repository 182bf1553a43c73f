// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.trace;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a monitor may see of a recorded session. It has no name that means anything and no label.
 *
 * @param key names it without telling what it is: hexadecimal digits
 * @param steps in order
 */
public record Recording(String key, List<RecordedStep> steps) {

  public Recording {
    requireNonNull(key, "key");
    steps = List.copyOf(steps);
  }
}
