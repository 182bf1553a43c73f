// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import java.util.concurrent.CountDownLatch;

/**
 * Keeps the main thread until the process is told to stop, and the process until the main thread
 * has closed what it runs.
 */
final class UntilStopped {

  private static final long CLOSE_LIMIT_MILLIS = 15_000;

  private UntilStopped() {}

  /** Returns when a signal arrives. The JVM then waits for this thread to end. */
  static void await() {
    CountDownLatch stop = new CountDownLatch(1);
    Thread running = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(
                    () -> {
                      stop.countDown();
                      waitFor(running);
                    }));
    try {
      stop.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void waitFor(Thread thread) {
    try {
      thread.join(CLOSE_LIMIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
