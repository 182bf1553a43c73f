// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.containment;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.signal.Ground;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends pauses and restrictions whose time is over, by a signal of their own, so that the end is
 * durable, told to everybody and told again like any other. An order that was given again or
 * extended in the meantime does not end with the first one. While nobody looks, orders stand longer
 * than asked for, never shorter. Safe for use by many threads.
 */
public final class SignalExpiry {
  private static final Logger LOG = LoggerFactory.getLogger(SignalExpiry.class);

  private final SignalBus bus;
  private final InstantSource clock;
  private final Map<Long, Signal> ending = new LinkedHashMap<>();

  public SignalExpiry(SignalBus bus, InstantSource clock) {
    this.bus = requireNonNull(bus, "bus");
    this.clock = requireNonNull(clock, "clock");
  }

  /** Takes in a signal; subscribe it to the bus from its beginning. */
  public synchronized void signalled(Published published) {
    Signal signal = published.signal();
    List<Ground> grounds = Ground.of(signal);
    ending.values().removeIf(known -> isOverruled(known, signal, grounds));
    if (signal.header().until() != null) {
      ending.put(published.sequence(), signal);
    }
  }

  /** Ends what is over. Call it now and then; it does not wait for the disk. */
  public void endDue() {
    for (Signal due : due(clock.instant())) {
      bus.publish(end(due))
          .whenComplete(
              (done, failure) -> {
                if (failure != null) {
                  LOG.error("signal {}: its end is not durable, so it stands", ref(due), failure);
                }
              });
    }
  }

  private synchronized List<Signal> due(Instant now) {
    List<Signal> due = new ArrayList<>();
    Iterator<Signal> known = ending.values().iterator();
    while (known.hasNext()) {
      Signal signal = known.next();
      Instant until = signal.header().until();
      if (until != null && !now.isBefore(until)) {
        due.add(signal);
        known.remove();
      }
    }
    return due;
  }

  private static boolean isOverruled(Signal known, Signal later, List<Ground> grounds) {
    boolean concerns =
        switch (later) {
          case Signal.Pause p -> true;
          case Signal.Restrict r -> true;
          case Signal.Resume r -> true;
          case Signal.Kill k -> false;
          case Signal.Release r -> false;
        };
    return concerns && Ground.of(known).stream().anyMatch(grounds::contains);
  }

  private Signal end(Signal over) {
    Signal.Header header = over.header();
    return new Signal.Resume(
        new Signal.Header(
            "E" + header.ref(),
            header.target(),
            header.author(),
            "The time of " + header.ref() + " is over.",
            clock.instant(),
            header.scope(),
            null));
  }

  private static String ref(Signal signal) {
    return signal.header().ref();
  }
}
