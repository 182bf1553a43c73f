// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.agents;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Does the same two harmless things in {@value #CLEAN_RUNS} runs, each ended properly, and then
 * uses a tool it never used before. It knows nothing of Holdpoint and does not name its runs.
 */
public record DriftingAgent() implements SampleAgent {

  /** How many runs earn its baseline. */
  static final int CLEAN_RUNS = 20;

  private static final List<String> QUERIES =
      List.of("ada", "business", "emi", "okafor", "starter");

  @Override
  public String name() {
    return "drifting-agent";
  }

  @Override
  public String intent() {
    return "looks up customers in " + CLEAN_RUNS + " quick runs, and then changes one";
  }

  @Override
  public RunReport run(AgentAccess access, Consumer<ToolUse> seen) {
    List<ToolUse> uses = new ArrayList<>();
    for (int number = 1; number <= CLEAN_RUNS; number++) {
      try (AgentRun run = AgentRun.unnamed(name(), AgentRun.newId(name()), access, seen)) {
        lookUp(run, number);
        uses.addAll(run.uses());
      }
    }
    try (AgentRun run = AgentRun.unnamed(name(), AgentRun.newId(name()), access, seen)) {
      lookUp(run, CLEAN_RUNS + 1);
      run.call("crm", "add_note", "customer 4", Map.of("id", 4, "text", "Renewal approved."));
      uses.addAll(run.uses());
    }
    return new RunReport(name(), uses);
  }

  private static void lookUp(AgentRun run, int number) {
    String query = QUERIES.get(number % QUERIES.size());
    run.call("crm", "find_customer", query, Map.of("query", query));
    run.call("crm", "list_open_tickets", "all customers", Map.of());
  }
}
