// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.agents;

import java.util.Map;
import java.util.function.Consumer;

/** Asks the same question over and over, until it gets no result any more. */
public record LoopingAgent() implements SampleAgent {

  /** Where it gives up by itself, so that it ends where nobody stops it. */
  static final int LIMIT = 12;

  private static final String QUERY = "refund limit in yen";

  @Override
  public String name() {
    return "looping-agent";
  }

  @Override
  public String intent() {
    return "searches for \"" + QUERY + "\" again and again";
  }

  @Override
  public RunReport run(AgentAccess access, Consumer<ToolUse> seen) {
    try (AgentRun run = AgentRun.named(name(), AgentRun.newId(name()), access, seen)) {
      Map<String, Object> search = Map.of("path", "public", "query", QUERY);
      boolean going = true;
      while (going && run.uses().size() < LIMIT) {
        going = run.call("files", "search_files", QUERY, search).done();
      }
      return new RunReport(name(), run.uses());
    }
  }
}
