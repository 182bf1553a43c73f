// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.gate.Gate;
import io.holdpoint.gateway.session.Heir;
import io.holdpoint.model.port.SignalBus;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a kill stand for those it reaches because of whom they work for. */
public final class HeirKills {

  private static final Logger LOG = LoggerFactory.getLogger(HeirKills.class);

  private final SignalBus bus;
  private final Gate gate;
  private final InstantSource clock;

  /** Of the services of a gateway. */
  public HeirKills(CallServices services) {
    this.bus = services.bus();
    this.gate = services.gate();
    this.clock = services.clock();
  }

  /** Done once all of them are durable; fails if one could not be made so. */
  public CompletionStage<Void> publish(List<Heir> heirs) {
    CompletableFuture<?>[] kills =
        heirs.stream()
            .filter(heir -> !gate.isKilled(heir.session()))
            .map(heir -> bus.publish(heir.kill(clock.instant())).toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(kills)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                LOG.error("a kill could not be passed on to all it reaches", failure);
              }
            });
  }
}
