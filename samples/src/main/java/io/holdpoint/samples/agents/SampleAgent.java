// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.agents;

import java.util.function.Consumer;

/** An agent whose every decision is written down beforehand. */
public sealed interface SampleAgent
    permits ReportAgent, ExfiltratingAgent, LoopingAgent, DriftingAgent {

  /** Its name, and the name of the credential it uses. */
  String name();

  /** What it is about to do, in one sentence. */
  String intent();

  /**
   * Does all of it on the calling thread.
   *
   * @param access the servers as this agent may reach them
   * @param seen is told of every call as soon as it is over
   * @return every call it made and what it got back; being refused is an answer, not an exception
   */
  RunReport run(AgentAccess access, Consumer<ToolUse> seen);
}
