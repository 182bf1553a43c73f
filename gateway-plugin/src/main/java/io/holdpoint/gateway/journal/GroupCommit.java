// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings files to the disk on a thread of its own: one synchronisation for everybody who waits when
 * it begins. Stages complete in the order of their requests, on that thread.
 */
final class GroupCommit {

  private final Path folder;
  private final Consumer<IOException> onFailure;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private List<Segment> retired = new ArrayList<>();
  private List<CompletableFuture<Void>> waiting = new ArrayList<>();
  private @Nullable Segment dirty;
  private boolean newFile = true;
  private boolean closed;

  /**
   * @param onFailure told of a failed synchronisation before the stages that waited for it
   */
  GroupCommit(Path folder, Consumer<IOException> onFailure) {
    this.folder = folder;
    this.onFailure = onFailure;
    this.thread = Thread.ofPlatform().name("holdpoint-journal").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** A stage that completes once all that is written to {@code segment} now is on the disk. */
  CompletionStage<Void> request(Segment segment) {
    CompletableFuture<Void> stage = new CompletableFuture<>();
    lock.lock();
    try {
      dirty = segment;
      waiting.add(stage);
      work.signal();
    } finally {
      lock.unlock();
    }
    return stage;
  }

  /** Synchronises and closes a file that will not be written any more; a new one took its place. */
  void retire(Segment segment) {
    lock.lock();
    try {
      retired.add(segment);
      dirty = null;
      newFile = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Serves who waits, then synchronises and closes {@code last} and returns when all is done. */
  void close(Segment last) {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        retired.add(last);
        dirty = null;
        work.signal();
      }
    } finally {
      lock.unlock();
    }
    if (!Thread.currentThread().equals(thread)) {
      join();
    }
  }

  private record Round(
      List<Segment> retired,
      @Nullable Segment dirty,
      List<CompletableFuture<Void>> waiting,
      boolean newFile,
      boolean last) {}

  private void run() {
    boolean last = false;
    while (!last) {
      Round round = nextRound();
      last = round.last();
      IOException failure = synchronise(round);
      if (failure != null) {
        onFailure.accept(failure);
      }
      for (CompletableFuture<Void> stage : round.waiting()) {
        if (failure == null) {
          stage.complete(null);
        } else {
          stage.completeExceptionally(
              new IllegalStateException("journal " + folder + ": synchronising failed", failure));
        }
      }
    }
  }

  private Round nextRound() {
    lock.lock();
    try {
      while (waiting.isEmpty() && retired.isEmpty() && !closed) {
        work.awaitUninterruptibly();
      }
      Round round = new Round(retired, dirty, waiting, newFile, closed);
      retired = new ArrayList<>();
      waiting = new ArrayList<>();
      dirty = null;
      newFile = false;
      return round;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable IOException synchronise(Round round) {
    IOException failure = null;
    for (Segment segment : round.retired()) {
      try (segment) {
        segment.force();
      } catch (IOException e) {
        failure = e;
      }
    }
    try {
      if (round.dirty() != null) {
        round.dirty().force();
      }
      if (round.newFile()) {
        Segment.forceFolder(folder);
      }
    } catch (IOException e) {
      failure = e;
    }
    return failure;
  }

  private void join() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
