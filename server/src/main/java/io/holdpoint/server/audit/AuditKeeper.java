// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.journal.ClosedFiles;
import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.server.audit.feed.FeedState;
import io.holdpoint.server.audit.feed.Feeds;
import io.holdpoint.server.audit.retain.LegalHolds;
import io.holdpoint.server.audit.retain.Retention;
import io.holdpoint.server.audit.sign.AnchorSink;
import io.holdpoint.server.audit.sign.AuditKey;
import io.holdpoint.server.audit.sign.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a journal as evidence, on one thread of its own: signs it, begins new files, compresses
 * closed ones, takes out what may go. What fails is logged and tried again.
 */
public final class AuditKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AuditKeeper.class);
  private static final Duration TIDY_EVERY = Duration.ofMinutes(10);
  private static final long PATIENCE_SECONDS = 10;

  private final FileJournal journal;
  private final AuditSettings settings;
  private final Checkpoints checkpoints;
  private final LegalHolds holds;
  private final Retention retention;
  private final Home home;
  private final Runnable expired;
  private final InstantSource clock;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("audit-keeper").daemon().factory());
  private long fileSeen;
  private Instant fileSince;
  private long packed;
  private volatile @Nullable Feeds feeds;

  public AuditKeeper(Home home, AuditSettings settings, InstantSource clock) {
    this(home, settings, () -> {}, clock);
  }

  /**
   * @param expired run after records were taken out whose time was over
   */
  public AuditKeeper(Home home, AuditSettings settings, Runnable expired, InstantSource clock) {
    this.expired = requireNonNull(expired, "expired");
    this.home = requireNonNull(home, "home");
    this.journal = home.journal();
    this.settings = requireNonNull(settings, "settings");
    this.clock = requireNonNull(clock, "clock");
    this.checkpoints =
        new Checkpoints(journal, home.journalId(), home.key(), sinks(settings), clock);
    this.holds = new LegalHolds(journal, clock);
    this.retention = new Retention(journal, settings.kept(), holds, this::sentByAll, clock);
    this.fileSince = clock.instant();
  }

  /**
   * Whose keeper it is.
   *
   * @param journal what is kept
   * @param journalId names it to those outside
   * @param key signs it
   * @param folder holds the cursors of feeds
   * @param version of the product
   */
  public record Home(
      FileJournal journal, String journalId, AuditKey key, Path folder, String version) {
    public Home {
      requireNonNull(journal, "journal");
      requireNonNull(journalId, "journalId");
      requireNonNull(key, "key");
      requireNonNull(folder, "folder");
      requireNonNull(version, "version");
    }
  }

  /** Told of every record of the journal, in order, before {@link #start}. */
  public void restore(JournalRecord entry) {
    checkpoints.restore(entry);
    holds.restore(entry);
  }

  /**
   * Begins to work, and to feed.
   *
   * @throws IOException if a feed cannot be begun
   */
  public AuditKeeper start() throws IOException {
    feeds =
        Feeds.start(
            settings.feeds(),
            new Feeds.Home(journal, home.journalId(), home.key(), home.folder(), home.version()),
            clock);
    long every = settings.checkpointEvery().toMillis();
    long tidy = Math.min(TIDY_EVERY.toMillis(), settings.rotateAfter().toMillis());
    var _ = worker.scheduleWithFixedDelay(this::sign, every, every, TimeUnit.MILLISECONDS);
    var _ = worker.scheduleWithFixedDelay(this::tidy, every, tidy, TimeUnit.MILLISECONDS);
    return this;
  }

  /** Legal holds on this journal. */
  public LegalHolds holds() {
    return holds;
  }

  /** Names of anchors that did not take the newest checkpoint. */
  public List<String> failingAnchors() {
    return checkpoints.failing();
  }

  /** What it keeps, and with what. */
  public Home home() {
    return home;
  }

  /** How the feeds stand. */
  public List<FeedState> feeds() {
    Feeds running = feeds;
    return running == null ? List.of() : running.states();
  }

  /** True if records whose time is over are kept because a feed has not sent them. */
  public boolean isKeptForFeeds() {
    return retention.isKeptForFeeds();
  }

  /**
   * Signs what there is by now, on the keeper's own thread.
   *
   * @throws IllegalStateException if it cannot be signed
   */
  public void signAll() {
    try {
      var _ = worker.submit(checkpoints::sign).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("journal: cannot be signed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("journal: cannot be signed", e);
    }
  }

  private long sentByAll() {
    Feeds running = feeds;
    return running == null ? Long.MAX_VALUE : running.sentByAll();
  }

  /** Signs now, on the calling thread: not while it works by itself. */
  void signNow() {
    checkpoints.sign();
  }

  /** Signs now and tidies up now, on the calling thread: not while it works by itself. */
  void once() throws IOException {
    checkpoints.sign();
    rotate();
    pack();
    retain();
  }

  private void retain() throws IOException {
    if (retention.run(checkpoints.marks()) > 0) {
      expired.run();
    }
  }

  /** Ends the feeds and signs a last time. The journal must still be open. */
  @Override
  public void close() {
    Feeds running = feeds;
    if (running != null) {
      running.close();
    }
    worker.shutdown();
    try {
      if (!worker.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        worker.shutdownNow();
      }
      sign();
    } catch (InterruptedException e) {
      worker.shutdownNow();
      Thread.currentThread().interrupt();
    }
    checkpoints.close();
  }

  private void sign() {
    try {
      checkpoints.sign();
    } catch (RuntimeException e) {
      LOG.error("journal: cannot be signed", e);
    }
  }

  private void tidy() {
    try {
      rotate();
      pack();
      retain();
    } catch (IOException | RuntimeException e) {
      LOG.error("journal: cannot be tidied up, nothing is lost", e);
    }
  }

  private void rotate() {
    long file = journal.position().file();
    Instant now = clock.instant();
    if (file != fileSeen) {
      fileSince = fileSeen == 0 ? journal.closedFiles().begun(file, now) : now;
      fileSeen = file;
    }
    if (!fileSince.plus(settings.rotateAfter()).isAfter(now)) {
      journal.rotate();
    }
  }

  private void pack() throws IOException {
    ClosedFiles files = journal.closedFiles();
    long active = journal.position().file();
    for (long number = packed + 1; settings.compress() && number < active; number++) {
      if (!files.isCompressed(number)) {
        files.compress(number);
      }
      packed = number;
    }
  }

  private static List<AnchorSink> sinks(AuditSettings settings) {
    List<AnchorSink> sinks = new ArrayList<>();
    settings.anchorFile().ifPresent(file -> sinks.add(new AnchorSink.ToFile(file)));
    settings
        .anchorUrl()
        .ifPresent(url -> sinks.add(new AnchorSink.ToUrl(url, settings.anchorToken())));
    return sinks;
  }
}
