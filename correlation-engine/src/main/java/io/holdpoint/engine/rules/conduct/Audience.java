// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.conduct;

import java.util.List;
import java.util.Map;

/**
 * Whom something is for, told by the event that completes a match.
 *
 * @param where columns and what they may be, as in an {@link Exemption}; all must agree
 */
public record Audience(Map<String, List<String>> where) {
  public Audience {
    where = Map.copyOf(where);
  }

  /** True if the event is of one of them. */
  public boolean covers(Object event) {
    return Exemption.agrees(event, where);
  }
}
