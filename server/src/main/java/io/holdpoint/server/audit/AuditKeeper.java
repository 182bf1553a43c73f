// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.journal.ClosedFiles;
import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.server.audit.retain.LegalHolds;
import io.holdpoint.server.audit.retain.Retention;
import io.holdpoint.server.audit.sign.AnchorSink;
import io.holdpoint.server.audit.sign.AuditKey;
import io.holdpoint.server.audit.sign.Checkpoints;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
  private final InstantSource clock;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("audit-keeper").daemon().factory());
  private long fileSeen;
  private Instant fileSince;
  private long packed;

  /**
   * @param journalId names the journal to those outside
   */
  public AuditKeeper(
      FileJournal journal,
      String journalId,
      AuditKey key,
      AuditSettings settings,
      InstantSource clock) {
    this.journal = requireNonNull(journal, "journal");
    this.settings = requireNonNull(settings, "settings");
    this.clock = requireNonNull(clock, "clock");
    this.checkpoints = new Checkpoints(journal, journalId, key, sinks(settings), clock);
    this.holds = new LegalHolds(journal, clock);
    this.retention = new Retention(journal, settings.kept(), holds, clock);
    this.fileSince = clock.instant();
  }

  /** Told of every record of the journal, in order, before {@link #start}. */
  public void restore(JournalRecord entry) {
    checkpoints.restore(entry);
    holds.restore(entry);
  }

  /** Begins to work. */
  public AuditKeeper start() {
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

  /** Signs now, on the calling thread: not while it works by itself. */
  void signNow() {
    checkpoints.sign();
  }

  /** Signs now and tidies up now, on the calling thread: not while it works by itself. */
  void once() throws IOException {
    checkpoints.sign();
    rotate();
    pack();
    retention.run(checkpoints.marks());
  }

  /** Signs a last time. The journal must still be open. */
  @Override
  public void close() {
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
      retention.run(checkpoints.marks());
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
