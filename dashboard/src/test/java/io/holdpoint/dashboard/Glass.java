// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import io.holdpoint.model.port.BypassDesk;
import io.holdpoint.model.signal.Bypass;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A glass in memory. */
public final class Glass implements BypassDesk {

  private final AtomicReference<@Nullable Bypass> broken = new AtomicReference<>();
  private final InstantSource clock;

  public Glass(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Optional<Bypass> standing() {
    return Optional.ofNullable(broken.get()).filter(bypass -> bypass.isOn(clock.instant()));
  }

  @Override
  public CompletionStage<Bypass> begin(Duration lasting, String by, String reason) {
    if (lasting.compareTo(Duration.ofHours(4)) > 0) {
      throw new IllegalArgumentException("for: got " + lasting + " (expected: at most 4h)");
    }
    Bypass bypass = new Bypass(clock.instant(), clock.instant().plus(lasting), by, reason);
    broken.set(bypass);
    return CompletableFuture.completedFuture(bypass);
  }

  @Override
  public CompletionStage<Void> end(String by) {
    broken.set(null);
    return CompletableFuture.completedFuture(null);
  }
}
