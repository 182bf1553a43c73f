// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.decision;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Goes on after a stage, on its thread; without a hand-over where the stage is already complete.
 */
public final class Stages {

  private Stages() {}

  /** The stage of a call; one that failed if the call itself fails, which refuses the step. */
  public static <T> CompletionStage<T> attempt(Supplier<CompletionStage<T>> call) {
    try {
      return call.get();
    } catch (RuntimeException fault) {
      return CompletableFuture.failedFuture(fault);
    }
  }

  /**
   * Calls {@code then} with the value, or with the failure and no value.
   *
   * @param then exactly one of its arguments is null, except for stages without a value
   */
  public static <T> void then(
      StepThread thread,
      CompletionStage<T> stage,
      BiConsumer<@Nullable T, @Nullable Throwable> then) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    if (future.isDone() && thread.isCurrent()) {
      if (future.isCompletedExceptionally()) {
        then.accept(null, future.exceptionNow());
      } else {
        then.accept(future.resultNow(), null);
      }
      return;
    }
    stage.whenComplete((value, failure) -> thread.execute(() -> then.accept(value, failure)));
  }
}
