// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.feed;

import io.holdpoint.dashboard.insight.Insights;
import io.holdpoint.dashboard.view.ApprovalViews;
import io.holdpoint.dashboard.view.Json;
import io.holdpoint.dashboard.view.Views;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.ApprovalDesk;
import io.holdpoint.model.port.CoverageListener;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.port.StepListener;
import io.holdpoint.model.port.Subscription;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.telemetry.CoverageLoss;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.StepRow;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what happens into events for pages. It can be handed to the collector before anything else
 * stands; events begin with {@link #start}. Whoever tells it something never waits: news is put
 * down, and a thread of its own looks up sessions and writes events, at most ten times a second.
 * News that nobody has asked for in the last minute is not written at all: who comes back finds one
 * {@code reset} in its place.
 */
public final class LiveFeed implements StepListener, CoverageListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
  private static final int NEWS = 10_000;
  private static final int EVENTS = 8_192;
  private static final long CHARS = 8L << 20;
  private static final int SIGNALS = 2_000;
  private static final long FLUSH_MILLIS = 100;

  /** Ids of one process start above all of an earlier one, and stay exact in JavaScript. */
  private static final long IDS_PER_MILLI = 1_000;

  private record Started(
      SessionStore store,
      Views views,
      String tenant,
      ScheduledExecutorService worker,
      Subscription subscription,
      Subscription approvals) {}

  private final InstantSource clock;
  private final News news = new News(NEWS);
  private final EventRing ring;
  private final Audience audience;
  private final SignalLog signals = new SignalLog(SIGNALS);
  private final AtomicReference<@Nullable Started> started = new AtomicReference<>();

  public LiveFeed(InstantSource clock) {
    this.clock = clock;
    this.audience = new Audience(clock);
    this.ring = new EventRing(EVENTS, CHARS, clock.millis() * IDS_PER_MILLI);
  }

  /**
   * Begins to write events.
   *
   * @throws IllegalStateException if it was started before
   */
  public void start(
      SessionStore store, SignalBus bus, ApprovalDesk desk, Insights insights, String tenant) {
    ScheduledExecutorService worker =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("dashboard-feed").daemon().factory());
    AtomicBoolean live = new AtomicBoolean();
    Subscription subscription = bus.subscribe(0, published -> told(published, live.get()));
    live.set(true);
    Subscription approvals = desk.subscribe(news::add);
    Started now =
        new Started(
            store, new Views(bus, insights, clock), tenant, worker, subscription, approvals);
    if (!started.compareAndSet(null, now)) {
      subscription.close();
      approvals.close();
      worker.shutdownNow();
      throw new IllegalStateException("live feed: got a second start (expected: one)");
    }
    var _ = worker.scheduleWithFixedDelay(() -> flush(now), 0, FLUSH_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** What was lost is told at once: it comes once a second at most. */
  @Override
  public void lost(CoverageLoss loss) {
    if (started.get() != null) {
      ring.append("coverage", Json.text(loss));
    }
  }

  @Override
  public void stored(List<StepRow> steps, List<DetectionRow> detections) {
    news.add(steps, detections);
  }

  /** Tells pages of something that no other part told of. */
  public void announce(String type, Object view) {
    ring.append(type, Json.text(view));
  }

  /** The id of the newest event, or the one before the first. */
  public long last() {
    audience.asked();
    return ring.last();
  }

  /** As {@link #last()}, asked by nobody who will follow. */
  long newest() {
    return ring.last();
  }

  /** The newest signals that bear on a session, oldest first. */
  public List<Published> signalsOf(Session session) {
    return signals.of(session);
  }

  /** The next events after {@code id}; waits for one for at most {@code wait}. */
  public FeedSlice after(long id, Duration wait) throws InterruptedException {
    audience.enters();
    try {
      return ring.after(id, wait);
    } finally {
      audience.leaves();
    }
  }

  @Override
  public void close() {
    Started now = started.get();
    if (now != null) {
      now.subscription().close();
      now.approvals().close();
      now.worker().shutdownNow();
    }
    ring.close();
  }

  /** Signals from before the start are history: nobody listens yet who could have missed them. */
  private void told(Published published, boolean live) {
    signals.add(published);
    if (live) {
      news.add(published);
    }
  }

  private void flush(Started now) {
    News.Batch batch = news.take();
    if (batch.isEmpty()) {
      return;
    }
    if (audience.isAway(() -> ring.append("reset", "{}"))) {
      return;
    }
    try {
      write(now, batch);
    } catch (RuntimeException e) {
      // The store may be gone for a while; pages load their lists again instead.
      LOG.warn("live feed: events were lost, pages will load again", e);
      ring.append("reset", "{}");
    }
  }

  private void write(Started now, News.Batch batch) {
    Set<SessionId> touched = new LinkedHashSet<>();
    for (StepRow step : batch.steps()) {
      if (step.session().tenant().equals(now.tenant())) {
        ring.append("step", Json.text(Views.stepNews(step)));
        touched.add(step.sessionId());
      }
    }
    for (DetectionRow row : batch.detections()) {
      if (row.tenant().equals(now.tenant())) {
        ring.append("detection", Json.text(Views.detection(row.detection())));
        touched.add(row.detection().session());
      }
    }
    for (Published published : batch.signals()) {
      ring.append("signal", Json.text(Views.signal(published)));
      touched.add(published.signal().header().target().session());
    }
    for (Approval approval : batch.approvals()) {
      Session session = approval.request().attempt().session();
      if (session.identity().tenant().equals(now.tenant())) {
        ring.append("approval", Json.text(ApprovalViews.of(approval, List.of())));
      }
    }
    for (SessionId id : touched) {
      now.store()
          .session(now.tenant(), id)
          .ifPresent(row -> ring.append("session", Json.text(now.views().session(row))));
    }
    if (batch.lost()) {
      ring.append("reset", "{}");
    }
  }
}
