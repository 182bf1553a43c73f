// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A rule's statement produced a row.
 *
 * @param rule the rule's id
 * @param trigger the event that completed it: a {@code StepEvent} or {@code Telemetry}
 * @param chain the events the row named as its chain, in no particular order, possibly none
 */
public record Match(String rule, Object trigger, List<Object> chain) {
  public Match {
    requireNonNull(rule, "rule");
    requireNonNull(trigger, "trigger");
    chain = List.copyOf(chain);
  }
}
