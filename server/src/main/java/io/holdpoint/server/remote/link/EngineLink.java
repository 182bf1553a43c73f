// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.link;

import static java.util.Objects.requireNonNull;

import io.grpc.stub.StreamObserver;
import io.holdpoint.model.signal.Published;
import io.holdpoint.server.remote.wire.EngineWord;
import io.holdpoint.server.remote.wire.GatewayWord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the engine and knows whether it lives: beats go out several times per lease, and an
 * engine not heard for a whole lease is gone until it is heard and caught up with again. Safe for
 * use by many threads.
 */
final class EngineLink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EngineLink.class);
  private static final int BEATS_PER_LEASE = 5;

  private final EngineCalls calls;
  private final StandingSignals signals;
  private final ToldFacts facts;
  private final Duration lease;
  private final ScheduledExecutorService pulse;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
  private final CompletableFuture<Void> firstCaughtUp = new CompletableFuture<>();
  private @Nullable Stream stream;
  private long heardAt;
  private boolean alive;
  private boolean closed;

  EngineLink(EngineCalls calls, StandingSignals signals, ToldFacts facts, Duration lease) {
    this.calls = requireNonNull(calls, "calls");
    this.signals = requireNonNull(signals, "signals");
    this.facts = requireNonNull(facts, "facts");
    this.lease = requireNonNull(lease, "lease");
    this.pulse =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("engine-link").factory());
  }

  /** Begins; the future is complete once all signals so far stand here. */
  CompletableFuture<Void> start() {
    long period = lease.toNanos() / BEATS_PER_LEASE;
    ScheduledFuture<?> beats =
        pulse.scheduleWithFixedDelay(this::beat, 0, period, TimeUnit.NANOSECONDS);
    LOG.debug("control channel: beats {}", beats);
    return firstCaughtUp;
  }

  /** True if the engine was heard within the lease, and all its signals stand. */
  boolean isAlive() {
    lock.lock();
    try {
      return alive && System.nanoTime() - heardAt < lease.toNanos();
    } finally {
      lock.unlock();
    }
  }

  /** True as soon as the engine lives, false if it does not within {@code limit}. */
  CompletableFuture<Boolean> back(Duration limit) {
    CompletableFuture<Boolean> back = new CompletableFuture<>();
    lock.lock();
    try {
      if (closed || isAlive()) {
        return CompletableFuture.completedFuture(!closed);
      }
      waiting.removeIf(CompletableFuture::isDone);
      waiting.add(back);
    } finally {
      lock.unlock();
    }
    return back.completeOnTimeout(false, limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    pulse.shutdownNow();
    List<CompletableFuture<Boolean>> none;
    lock.lock();
    try {
      closed = true;
      alive = false;
      none = List.copyOf(waiting);
      waiting.clear();
      if (stream != null) {
        stream.leave();
      }
    } finally {
      lock.unlock();
    }
    none.forEach(back -> back.complete(false));
  }

  private void beat() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      if (alive && System.nanoTime() - heardAt >= lease.toNanos()) {
        gone("not heard for " + lease.toMillis() + " ms");
      }
      if (stream == null) {
        calls.tryAgain();
        stream = new Stream();
        stream.open();
      } else {
        stream.say(new GatewayWord.Beat());
      }
    } catch (RuntimeException e) { // The next beat must come.
      LOG.warn("control channel to {}: {}", calls.engine(), e.toString());
      stream = null;
    } finally {
      lock.unlock();
    }
  }

  private void gone(String why) {
    if (alive) {
      LOG.warn("engine {} is gone: {}; the failure mode of each effect holds", calls.engine(), why);
    }
    alive = false;
  }

  private void heard(Stream from, EngineWord word) {
    lock.lock();
    try {
      if (closed || stream != from) {
        return;
      }
      heardAt = System.nanoTime();
      switch (word) {
        case EngineWord.Journal journal -> {
          signals.journal(journal.id());
          from.latest = journal.latest();
        }
        case EngineWord.Sealed sealed -> take(from, sealed);
        case EngineWord.Told told -> {
          // Taken in before, without this lock.
        }
        case EngineWord.AllTold all -> from.allTold = true;
        case EngineWord.Beat beat -> from.latest = Math.max(from.latest, beat.latest());
      }
      if (!from.journalKnown && !(word instanceof EngineWord.Journal)) {
        return;
      }
      from.journalKnown = true;
      settle(from);
    } finally {
      lock.unlock();
    }
  }

  private void take(Stream from, EngineWord.Sealed sealed) {
    long sequence = sealed.published().sequence();
    switch (signals.take(sealed, this::kept)) {
      case NEW, KNOWN -> from.latest = Math.max(from.latest, sequence);
      case GAP -> {
        LOG.warn("signal {} came after {}: asking for all between", sequence, signals.applied());
        from.hello();
      }
      case FORGED -> {
        LOG.error("signal {} is not sealed by the engine: refused", sequence);
        from.leave();
        stream = null;
        gone("a signal with a wrong seal");
      }
    }
  }

  private void kept(Published published) {
    lock.lock();
    try {
      if (stream != null) {
        stream.say(new GatewayWord.Applied(published.sequence()));
      }
    } finally {
      lock.unlock();
    }
  }

  /** The engine lives once everything it said so far stands. */
  private void settle(Stream from) {
    if (alive || stream != from || !from.allTold || signals.applied() < from.latest) {
      return;
    }
    alive = true;
    LOG.info("engine {} is followed; {} signals stand", calls.engine(), signals.applied());
    firstCaughtUp.complete(null);
    List<CompletableFuture<Boolean>> all = List.copyOf(waiting);
    waiting.clear();
    pulse.execute(() -> all.forEach(back -> back.complete(true)));
    pulse.execute(() -> facts.connected(this::saySoon));
  }

  /** Lost if the engine is gone: once it is back, it is told all of it. Takes no lock. */
  private void saySoon(GatewayWord word) {
    try {
      pulse.execute(
          () -> {
            lock.lock();
            try {
              if (stream != null) {
                stream.say(word);
              }
            } finally {
              lock.unlock();
            }
          });
    } catch (RejectedExecutionException atItsEnd) {
      LOG.debug("control channel: closed before {} was said", word);
    }
  }

  /**
   * Takes in what is no signal. Not under the lock: books tell this link of what they see while
   * they hold their own.
   */
  private void take(Stream from, EngineWord.Told told) {
    boolean sealed;
    try {
      sealed = facts.take(told, signals.journalId());
    } catch (RuntimeException notKept) { // The channel must go on.
      LOG.error("engine {}: what it told was not taken in", calls.engine(), notKept);
      return;
    }
    if (!sealed) {
      LOG.error("engine {}: told something that it did not seal: refused", calls.engine());
      lock.lock();
      try {
        from.leave();
        if (stream == from) {
          stream = null;
          gone("a word with a wrong seal");
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private void broken(Stream from, String why) {
    lock.lock();
    try {
      if (stream == from) {
        stream = null;
        gone(why);
        if (!firstCaughtUp.isDone()) {
          LOG.info("engine {} cannot be followed yet: {}", calls.engine(), why);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** One try to follow. Everything but gRPC's calls in is under the link's lock. */
  private final class Stream implements StreamObserver<byte[]> {

    private @Nullable StreamObserver<byte[]> out;
    private boolean journalKnown;
    private boolean allTold;
    private long latest;

    void open() {
      out = calls.follow(this);
      hello();
    }

    void hello() {
      say(new GatewayWord.Hello(signals.journalId(), signals.applied()));
    }

    void say(GatewayWord word) {
      StreamObserver<byte[]> to = out;
      if (to != null) {
        try {
          to.onNext(word.write());
        } catch (IllegalStateException ended) {
          LOG.debug("control channel: {} could not be said", word);
        }
      }
    }

    void leave() {
      StreamObserver<byte[]> to = out;
      out = null;
      if (to != null) {
        try {
          to.onCompleted();
        } catch (IllegalStateException ended) {
          LOG.debug("control channel: had ended already");
        }
      }
    }

    @Override
    public void onNext(byte[] bytes) {
      EngineWord word;
      try {
        word = EngineWord.read(bytes);
      } catch (IllegalArgumentException | io.holdpoint.model.wire.WireFormatException e) {
        LOG.error("engine {}: {}", calls.engine(), e.getMessage());
        return;
      }
      if (word instanceof EngineWord.Told told) {
        take(this, told);
      }
      heard(this, word);
    }

    @Override
    public void onError(Throwable failure) {
      broken(this, String.valueOf(failure.getMessage()));
    }

    @Override
    public void onCompleted() {
      broken(this, "it ended the stream");
    }
  }
}
