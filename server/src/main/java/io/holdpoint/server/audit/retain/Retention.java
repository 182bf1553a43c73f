// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.retain;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.journal.ClosedFiles;
import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.audit.RecordClass;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.server.audit.facts.RecordFacts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records out of closed files whose time is over, and says so in the journal first. Signals,
 * pins, rules, policies, declarations and the journal's word on itself are kept for good: what they
 * ordered still stands. For one thread.
 */
public final class Retention {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final FileJournal journal;
  private final Map<RecordClass, Duration> kept;
  private final LegalHolds holds;
  private final InstantSource clock;

  /** From when on it pays to look into a file again. */
  private final Map<Long, Instant> due = new HashMap<>();

  private final LongSupplier sentByAll;
  private volatile boolean keptForFeeds;
  private List<AuditEvent.HoldPlaced> heldThen = List.of();

  /**
   * @param kept for how long, by class; others for good
   * @param holds what must stay
   * @param sentByAll the number of the last record that all feeds have sent which it is kept for
   */
  public Retention(
      FileJournal journal,
      Map<RecordClass, Duration> kept,
      LegalHolds holds,
      LongSupplier sentByAll,
      InstantSource clock) {
    this.journal = requireNonNull(journal, "journal");
    this.kept = Map.copyOf(kept);
    this.holds = requireNonNull(holds, "holds");
    this.sentByAll = requireNonNull(sentByAll, "sentByAll");
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * Looks through the closed files that may hold something whose time is over.
   *
   * @param marks numbers of records whose hashes must stay
   * @return how many records were taken out
   * @throws IOException if a file cannot be written; nothing is lost then
   */
  public long run(Set<Long> marks) throws IOException {
    List<AuditEvent.HoldPlaced> standing = holds.standing();
    if (!standing.equals(heldThen)) {
      due.clear();
      heldThen = standing;
    }
    Instant now = clock.instant();
    long active = journal.position().file();
    HeldRecords held = null;
    long taken = 0;
    long sent = sentByAll.getAsLong();
    boolean waits = false;
    for (long number = 1; number < active && !kept.isEmpty(); number++) {
      if (!due.getOrDefault(number, Instant.MIN).isAfter(now)) {
        if (journal.closedFiles().recordsBefore(number + 1) > sent) {
          waits = true;
          continue;
        }
        held = held == null ? HeldRecords.of(standing, journal) : held;
        if (held.everything()) {
          return taken;
        }
        taken += file(number, marks, new Judge(held, now));
      }
    }
    sayIfKept(waits, sent);
    return taken;
  }

  /** True if files are left alone because a feed has not sent all of them. */
  public boolean isKeptForFeeds() {
    return keptForFeeds;
  }

  private void sayIfKept(boolean waits, long sent) {
    if (waits && !keptForFeeds) {
      LOG.warn(
          "journal: what is behind record {} is kept, even if its time is over, until the feeds"
              + " have sent it",
          sent);
    }
    keptForFeeds = waits;
  }

  private long file(long number, Set<Long> marks, Judge judge) throws IOException {
    ClosedFiles files = journal.closedFiles();
    ClosedFiles.Prepared prepared = files.prepare(number, marks, judge::over);
    due.put(number, judge.next);
    if (judge.taken == 0) {
      files.drop(prepared);
      return 0;
    }
    AuditEvent.Expired word =
        new AuditEvent.Expired(
            number, prepared.removed(), prepared.digest(), kept, clock.instant());
    journal
        .append(Journal.Durability.DISK, List.of(new JournalRecord.Audited(word)))
        .toCompletableFuture()
        .join();
    files.put(prepared);
    LOG.info("journal file {}: {} records taken out, their time was over", number, judge.taken);
    return judge.taken;
  }

  /** Judges the records of one file. */
  private final class Judge {
    private final HeldRecords held;
    private final Instant now;
    private Instant next = Instant.MAX;
    private long taken;

    Judge(HeldRecords held, Instant now) {
      this.held = held;
      this.now = now;
    }

    boolean over(JournalRecord entry) {
      RecordFacts facts = RecordFacts.of(entry);
      Duration time = facts.recordClass().map(kept::get).orElse(null);
      if (time == null || held.keeps(facts)) {
        return false;
      }
      Instant end = facts.at().plus(time);
      if (end.isAfter(now)) {
        next = end.isBefore(next) ? end : next;
        return false;
      }
      taken++;
      return true;
    }
  }
}
