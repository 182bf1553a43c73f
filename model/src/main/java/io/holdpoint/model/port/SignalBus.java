// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.port;

import io.holdpoint.model.signal.Containment;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Carries signals to every gate. Safe for use by many threads. */
public interface SignalBus {

  /**
   * Makes a signal durable, then applies it to {@link #containment()} and tells the subscribers.
   * The stage completes after all of that, and exceptionally if the signal could not be made
   * durable; then it has no effect anywhere.
   */
  CompletionStage<Published> publish(Signal signal);

  /** What stands now. */
  Containment containment();

  /**
   * What stands now, and what will once it is durable. For withholding alone: what is only on its
   * way may still come to nothing, and nobody may be told of it.
   */
  default Containment announced() {
    return containment();
  }

  /**
   * Tells {@code listener} of every signal after {@code afterSequence}, old ones first, in order,
   * on the publishing thread: it must not block.
   */
  Subscription subscribe(long afterSequence, Consumer<Published> listener);
}
