// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.listener;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.port.Subscription;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.wire.WireFormatException;
import io.holdpoint.server.remote.wire.EngineWord;
import io.holdpoint.server.remote.wire.GatewayWord;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One gateway's stream. Signals leave on the thread that published them; sending never waits. */
final class Follower implements StreamObserver<byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

  private final String gateway;
  private final SignalBus signals;
  private final Sealing sealing;
  private final SharedFacts facts;
  private final StreamObserver<byte[]> out;
  private final Followers followers;
  private final ReentrantLock sending = new ReentrantLock();
  private @Nullable Subscription subscription;
  private @Nullable Subscription told;
  private boolean ended;

  Follower(
      String gateway,
      SignalBus signals,
      Sealing sealing,
      SharedFacts facts,
      StreamObserver<byte[]> out,
      Followers followers) {
    this.gateway = gateway;
    this.signals = signals;
    this.sealing = sealing;
    this.facts = facts;
    this.out = out;
    this.followers = followers;
  }

  @Override
  public void onNext(byte[] bytes) {
    GatewayWord word;
    try {
      word = GatewayWord.read(bytes);
    } catch (WireFormatException | IllegalArgumentException e) {
      LOG.warn("gateway {}: {}", gateway, e.getMessage());
      end(Status.INVALID_ARGUMENT.withDescription(e.getMessage()));
      return;
    }
    followers.heard(gateway, word);
    switch (word) {
      case GatewayWord.Hello hello -> begin(hello);
      case GatewayWord.Saw saw -> facts.saw(saw.offer());
      case GatewayWord.Applied done -> LOG.debug("gateway {} applied {}", gateway, done);
      case GatewayWord.Beat beat -> send(new EngineWord.Beat(sealing.latest()));
    }
  }

  @Override
  public void onError(Throwable broken) {
    LOG.info("gateway {} is gone: {}", gateway, broken.getMessage());
    end(null);
  }

  @Override
  public void onCompleted() {
    LOG.info("gateway {} has left", gateway);
    end(Status.OK);
  }

  /** Another journal's signals are worth nothing here: such a gateway gets all of them. */
  private void begin(GatewayWord.Hello hello) {
    unsubscribe();
    boolean same = hello.journalId().equals(sealing.journalId());
    long after = same ? Math.min(hello.applied(), sealing.latest()) : 0;
    LOG.info("gateway {} follows from signal {} on", gateway, after);
    send(new EngineWord.Journal(sealing.journalId(), sealing.latest()));
    subscription = signals.subscribe(after, this::tell);
    told = facts.subscribe(this::tell);
    send(new EngineWord.AllTold());
  }

  private void tell(JournalRecord fact) {
    send(sealing.seal(fact));
  }

  private void tell(Published published) {
    send(sealing.seal(published));
  }

  private void send(EngineWord word) {
    sending.lock();
    try {
      if (!ended) {
        out.onNext(word.write());
      }
    } catch (IllegalStateException alreadyClosed) {
      LOG.debug("gateway {} left while it was told", gateway);
    } finally {
      sending.unlock();
    }
  }

  private void end(@Nullable Status status) {
    unsubscribe();
    sending.lock();
    try {
      if (!ended && status != null) {
        if (status.isOk()) {
          out.onCompleted();
        } else {
          out.onError(status.asRuntimeException());
        }
      }
      ended = true;
    } catch (IllegalStateException alreadyClosed) {
      LOG.debug("gateway {} was gone already", gateway);
    } finally {
      sending.unlock();
    }
    followers.gone(gateway);
  }

  private void unsubscribe() {
    Subscription old = subscription;
    subscription = null;
    if (old != null) {
      old.close();
    }
    Subscription before = told;
    told = null;
    if (before != null) {
      before.close();
    }
  }
}
