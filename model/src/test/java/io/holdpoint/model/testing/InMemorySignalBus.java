// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.testing;

import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.port.Subscription;
import io.holdpoint.model.signal.Containment;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A signal bus that remembers what was published. */
public final class InMemorySignalBus implements SignalBus {

  private final List<Published> published = new ArrayList<>();
  private final List<Consumer<Published>> listeners = new ArrayList<>();
  private Containment containment = Containment.NONE;

  @Override
  public synchronized CompletionStage<Published> publish(Signal signal) {
    Published next = new Published(published.size() + 1L, signal);
    published.add(next);
    containment = containment.after(signal);
    List.copyOf(listeners).forEach(listener -> listener.accept(next));
    return CompletableFuture.completedFuture(next);
  }

  @Override
  public synchronized Containment containment() {
    return containment;
  }

  @Override
  public synchronized Subscription subscribe(long afterSequence, Consumer<Published> listener) {
    published.stream().filter(p -> p.sequence() > afterSequence).forEach(listener);
    listeners.add(listener);
    return () -> {
      synchronized (this) {
        listeners.remove(listener);
      }
    };
  }

  /** All signals so far, in order. */
  public synchronized List<Signal> signals() {
    return published.stream().map(Published::signal).toList();
  }
}
