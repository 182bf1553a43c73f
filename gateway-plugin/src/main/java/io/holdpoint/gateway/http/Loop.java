// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The one thread that serves a client connection and its upstream calls. Nothing that runs on it
 * may block.
 */
public interface Loop extends Executor {

  /** True on the loop's own thread. */
  boolean isCurrent();

  /** Runs {@code task} on the loop after {@code delay}, unless cancelled before. */
  Timer schedule(Duration delay, Runnable task);

  /** A task to come. */
  interface Timer {

    /** Keeps the task from running; cancelling twice, or too late, does nothing. */
    void cancel();
  }
}
