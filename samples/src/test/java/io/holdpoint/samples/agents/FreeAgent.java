// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.agents;

import java.util.Map;

/** A run of an agent that does what a test tells it to, over the SDK's own client. */
public final class FreeAgent implements AutoCloseable {

  private final AgentRun run;

  /**
   * @param claim the name it gives itself, whatever its credential says
   * @param id of its run, which becomes one session
   */
  public FreeAgent(String claim, String id, AgentAccess access) {
    this.run = AgentRun.named(claim, id, access, use -> {});
  }

  /** Calls a tool and waits for what comes of it. */
  public ToolUse call(String server, String tool, Map<String, Object> arguments) {
    return run.call(server, tool, tool, arguments);
  }

  @Override
  public void close() {
    run.close();
  }
}
