// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.wrap;

import io.holdpoint.gateway.stdio.ChildCommand;
import io.holdpoint.gateway.stdio.OrphanGuard;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The wrapped server: in a process group of its own, with this process's folder, variables and
 * error output. Safe for use by many threads.
 */
final class WrappedChild {

  private final Process process;
  private final OrphanGuard guard;
  private final Duration grace;
  private final Peer input;

  private WrappedChild(Process process, OrphanGuard guard, Duration grace) {
    this.process = process;
    this.guard = guard;
    this.grace = grace;
    this.input = new Peer(new BufferedOutputStream(process.getOutputStream(), 65_536));
  }

  /**
   * Starts it.
   *
   * @param grace how long it may take to end after SIGTERM
   * @throws IOException if there is no such program, or it cannot be run
   */
  static WrappedChild start(ChildCommand command, OrphanGuard guard, Duration grace)
      throws IOException {
    List<String> words = new ArrayList<>(guard.prefix());
    words.add(command.program().toString());
    words.addAll(command.words().subList(1, command.words().size()));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    WrappedChild child = new WrappedChild(builder.start(), guard, grace);
    Thread.ofPlatform().daemon().name("guard").start(child::guarded);
    return child;
  }

  Peer input() {
    return input;
  }

  InputStream output() {
    return process.getInputStream();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for its end. */
  int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  /** True if it ended within {@code limit}. */
  boolean endsWithin(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** SIGTERM, and after the grace SIGKILL, to it and all it started. Returns when it ended. */
  void terminate() {
    try {
      List<ProcessHandle> all = process.descendants().toList();
      guard.signal("TERM", process.pid());
      process.destroy();
      if (!endsWithin(grace)) {
        all.forEach(ProcessHandle::destroyForcibly);
        kill();
        process.waitFor();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  /** Ends what is left of its group. */
  void cleanUp() {
    guard.remove(process.pid());
    guard.close();
  }

  private void kill() {
    guard.signal("KILL", process.pid());
    process.destroyForcibly();
  }

  /** Away from the start: the guard is a process of its own. */
  private void guarded() {
    guard.add(process.pid());
    if (!process.isAlive()) {
      guard.remove(process.pid());
    }
  }
}
