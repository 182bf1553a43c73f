// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.decision;

import java.util.concurrent.Executor;

/** The one thread on which everything about a step happens. */
public interface StepThread extends Executor {

  /** Whoever calls: for callers that work on one step at a time and wait for nothing. */
  StepThread CALLING =
      new StepThread() {
        @Override
        public boolean isCurrent() {
          return true;
        }

        @Override
        public void execute(Runnable task) {
          task.run();
        }
      };

  /** True on the step's own thread. */
  boolean isCurrent();
}
