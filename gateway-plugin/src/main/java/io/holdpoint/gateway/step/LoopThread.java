// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.step;

import io.holdpoint.gateway.decision.StepThread;
import io.holdpoint.gateway.http.Loop;

/**
 * A caller's loop as the thread of its steps.
 *
 * @param loop of the client connection
 */
public record LoopThread(Loop loop) implements StepThread {

  @Override
  public boolean isCurrent() {
    return loop.isCurrent();
  }

  @Override
  public void execute(Runnable task) {
    loop.execute(task);
  }
}
