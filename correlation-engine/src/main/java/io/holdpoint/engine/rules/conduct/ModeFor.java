// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.conduct;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.verdict.Mode;
import java.util.List;
import java.util.Map;

/**
 * Another mode of a rule for some: an agent that is new to it in shadow while the others are
 * stopped, or one that goes first.
 *
 * @param where columns of the completing event and what they may be, as in an {@link Exemption}
 * @param mode shadow or enforce
 */
public record ModeFor(Map<String, List<String>> where, Mode mode) {
  public ModeFor {
    where = Map.copyOf(where);
    requireNonNull(mode, "mode");
  }

  /** True if it is the mode for the event. */
  boolean covers(Object event) {
    return Exemption.agrees(event, where);
  }
}
