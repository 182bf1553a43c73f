// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.replay;

import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.port.Subscription;
import io.holdpoint.model.signal.Containment;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A signal bus without a journal: a replay leaves nothing behind. What stands is forgotten with
 * each recording, which has a principal of its own. For one thread.
 */
public final class ReplayBus implements SignalBus {

  private final List<Consumer<Published>> subscribers = new CopyOnWriteArrayList<>();
  private volatile Containment containment = Containment.NONE;
  private long sequence;

  /** Another recording begins. */
  public void forget() {
    containment = Containment.NONE;
  }

  @Override
  public CompletionStage<Published> publish(Signal signal) {
    sequence++;
    Published published = new Published(sequence, signal);
    containment = containment.after(signal);
    subscribers.forEach(subscriber -> subscriber.accept(published));
    return CompletableFuture.completedStage(published);
  }

  @Override
  public Containment containment() {
    return containment;
  }

  /** There are no old signals to tell of: subscribers come before the first recording. */
  @Override
  public Subscription subscribe(long afterSequence, Consumer<Published> listener) {
    subscribers.add(listener);
    return () -> subscribers.remove(listener);
  }
}
