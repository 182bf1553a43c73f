// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.port.Subscription;
import io.holdpoint.model.signal.Containment;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.wire.WireCodec;
import io.holdpoint.model.wire.WireFormatException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signals of another process, followed by asking for them without pause. What stands here
 * stands although that process is away; a signal is durable there before it is applied here.
 */
final class RemoteSignalBus implements SignalBus, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteSignalBus.class);
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final long PAUSE_MILLIS = 500;

  private final ControlChannel channel;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Published> history = new ArrayList<>();
  private final List<Consumer<Published>> listeners = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private String journalId = "";
  private long applied;
  private volatile Containment containment = Containment.NONE;

  /**
   * Knows all signals so far when it returns.
   *
   * @param channel the way to the engine's process
   */
  RemoteSignalBus(ControlChannel channel) {
    this.channel = requireNonNull(channel, "channel");
    catchUp();
  }

  /** Begins to follow, on a thread of its own that ends with {@link #close()}. */
  void follow() {
    Thread.ofVirtual().name("signals of " + channel.engine()).start(this::run);
  }

  @Override
  public CompletionStage<Published> publish(Signal signal) {
    return channel
        .ask(EnforcementPath.PUBLISH, WireCodec.SIGNAL.write(signal), LIMIT)
        .thenApply(
            answer -> {
              Published published = WireCodec.PUBLISHED.read(answer);
              // It is durable: it must stand here too, after those that came before it.
              catchUp();
              return published;
            });
  }

  @Override
  public Containment containment() {
    return containment;
  }

  @Override
  public Subscription subscribe(long afterSequence, Consumer<Published> listener) {
    lock.lock();
    try {
      history.stream().filter(p -> p.sequence() > afterSequence).forEach(listener);
      listeners.add(listener);
    } finally {
      lock.unlock();
    }
    return () -> {
      lock.lock();
      try {
        listeners.remove(listener);
      } finally {
        lock.unlock();
      }
    };
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    boolean lost = false;
    while (closed.getCount() > 0) {
      try {
        ask(WAIT);
        if (lost) {
          LOG.info("signals of {} are followed again", channel.engine());
        }
        lost = false;
      } catch (java.io.UncheckedIOException
          | EngineRefusal
          | WireFormatException
          | java.util.concurrent.CompletionException e) {
        if (!lost && closed.getCount() > 0) {
          LOG.warn("signals of {} are not followed: {}", channel.engine(), e.toString());
        }
        lost = true;
        pause();
      }
    }
  }

  private void pause() {
    try {
      if (closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.debug("closed while waiting");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  private void catchUp() {
    while (ask(Duration.ZERO)) {
      // One answer holds a limited number of signals.
    }
  }

  /** Asks once; true if anything new came. */
  private boolean ask(Duration wait) {
    byte[] answer =
        channel.askNow(
            EnforcementPath.SIGNALS,
            SignalPoll.request(appliedSoFar(), wait.toMillis()),
            wait.plus(LIMIT));
    List<String> lines = new String(answer, US_ASCII).lines().toList();
    if (lines.isEmpty()) {
      throw new EngineRefusal(channel.engine(), 204);
    }
    List<Published> news =
        lines.stream()
            .skip(1)
            .map(line -> WireCodec.PUBLISHED.read(line.getBytes(US_ASCII)))
            .toList();
    return apply(lines.getFirst(), news);
  }

  private long appliedSoFar() {
    lock.lock();
    try {
      return applied;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Applies what is new, in order. Another journal id means that the other process began anew: all
   * its signals are asked for again, on top of what stands, so that nothing is let go.
   */
  private boolean apply(String id, List<Published> news) {
    lock.lock();
    try {
      if (!id.equals(journalId)) {
        boolean first = journalId.isEmpty();
        journalId = id;
        if (!first && applied > 0) {
          LOG.warn(
              "journal of {} is another one now: following it from its start", channel.engine());
          applied = 0;
          return true;
        }
      }
      boolean any = false;
      for (Published published : news) {
        if (published.sequence() == applied + 1) {
          applied = published.sequence();
          history.add(published);
          containment = containment.after(published.signal());
          listeners.forEach(listener -> listener.accept(published));
          any = true;
        }
      }
      return any;
    } finally {
      lock.unlock();
    }
  }
}
