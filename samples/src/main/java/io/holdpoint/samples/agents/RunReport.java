// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.agents;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All an agent did.
 *
 * @param agent its name
 * @param uses every call, in order
 */
public record RunReport(String agent, List<ToolUse> uses) {

  public RunReport {
    requireNonNull(agent, "agent");
    uses = List.copyOf(uses);
  }

  /** The runs it made. */
  public Set<String> runs() {
    return uses.stream().map(ToolUse::run).collect(Collectors.toUnmodifiableSet());
  }

  /** How many calls were done. */
  public int done() {
    return (int) uses.stream().filter(ToolUse::done).count();
  }
}
