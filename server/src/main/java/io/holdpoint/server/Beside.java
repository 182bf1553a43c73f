// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A part that starts on a thread of its own while others start. Safe for use by many threads.
 *
 * @param <T> the part
 */
final class Beside<T extends AutoCloseable> implements AutoCloseable {

  private final FutureTask<T> start;

  private Beside(FutureTask<T> start) {
    this.start = start;
  }

  /** Begins to start a part. */
  static <T extends AutoCloseable> Beside<T> begin(String name, Callable<T> start) {
    FutureTask<T> task = new FutureTask<>(start);
    Thread.ofPlatform().daemon().name("start of " + name).start(task);
    return new Beside<>(task);
  }

  /**
   * The part, once it has started.
   *
   * @throws IOException as its start did
   */
  T get() throws IOException {
    try {
      return start.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a part started", e);
    }
  }

  /** Closes the part if its start came to anything, which is waited for. */
  @Override
  public void close() {
    T part;
    try {
      part = get();
    } catch (IOException | RuntimeException nothingToClose) {
      return;
    }
    try {
      part.close();
    } catch (Exception e) { // of whatever kind
      throw new IllegalStateException(e);
    }
  }
}
