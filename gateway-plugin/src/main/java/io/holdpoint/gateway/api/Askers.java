// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.api;

import io.holdpoint.gateway.http.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Those who wait for what becomes of a step, each for as long as it said. */
final class Askers {

  private final Loop loop;
  private final List<Asker> waiting = new ArrayList<>();
  private Duration limit = Duration.ZERO;

  Askers(Loop loop) {
    this.loop = loop;
  }

  /** One of them. Its patience runs while the step waits for a person, and not before. */
  private static final class Asker {
    private final Consumer<HostAnswer> tell;
    private final Duration patience;
    private final Supplier<HostAnswer> meanwhile;
    private Loop.@Nullable Timer timer;

    Asker(Consumer<HostAnswer> tell, Duration patience, Supplier<HostAnswer> meanwhile) {
      this.tell = tell;
      this.patience = patience;
      this.meanwhile = meanwhile;
    }
  }

  /** For how long a step waits without anybody asking for it. */
  Duration limit() {
    return limit;
  }

  void limit(Duration value) {
    this.limit = value;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /**
   * Adds one.
   *
   * @param meanwhile what it is told when its patience ends
   */
  void add(Consumer<HostAnswer> tell, Duration patience, Supplier<HostAnswer> meanwhile) {
    waiting.add(new Asker(tell, patience, meanwhile));
  }

  /** The step waits for a person now. */
  void startWaiting(Runnable onLeft) {
    for (Asker asker : List.copyOf(waiting)) {
      if (asker.timer == null) {
        if (asker.patience.isZero()) {
          leave(asker, onLeft);
        } else {
          asker.timer = loop.schedule(asker.patience, () -> leave(asker, onLeft));
        }
      }
    }
  }

  /** Tells all of them. */
  void tell(HostAnswer answer) {
    List<Asker> told = List.copyOf(waiting);
    waiting.clear();
    for (Asker asker : told) {
      if (asker.timer != null) {
        asker.timer.cancel();
      }
      asker.tell.accept(answer);
    }
  }

  private void leave(Asker asker, Runnable onLeft) {
    if (waiting.remove(asker)) {
      asker.tell.accept(asker.meanwhile.get());
      onLeft.run();
    }
  }
}
