// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.link;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.port.Subscription;
import io.holdpoint.model.signal.Containment;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.wire.WireCodec;
import io.holdpoint.server.remote.wire.ChannelMethods;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The engine's signals as a gateway's bus: durable there before anything stands here. */
final class RemoteSignalBus implements SignalBus {

  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration STREAM_LIMIT = Duration.ofSeconds(1);

  private final EngineCalls calls;
  private final StandingSignals standing;

  RemoteSignalBus(EngineCalls calls, StandingSignals standing) {
    this.calls = requireNonNull(calls, "calls");
    this.standing = requireNonNull(standing, "standing");
  }

  @Override
  public CompletionStage<Published> publish(Signal signal) {
    return calls
        .ask(ChannelMethods.PUBLISH, WireCodec.SIGNAL.write(signal), LIMIT)
        .thenApply(WireCodec.PUBLISHED::read)
        .thenCompose(this::standing);
  }

  @Override
  public Containment containment() {
    return standing.containment();
  }

  @Override
  public Subscription subscribe(long afterSequence, Consumer<Published> listener) {
    return standing.subscribe(afterSequence, listener);
  }

  /** It comes by the stream, after those before it; a stream that hangs must not hold it back. */
  private CompletionStage<Published> standing(Published published) {
    return standing
        .standing(published.sequence())
        .copy()
        .thenApply(stands -> true)
        .completeOnTimeout(false, STREAM_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .thenCompose(
            stands -> {
              if (!stands) {
                standing.anticipate(published);
              }
              return CompletableFuture.completedFuture(published);
            });
  }
}
