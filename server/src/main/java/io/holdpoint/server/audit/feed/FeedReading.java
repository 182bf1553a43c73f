// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.feed;

import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.gateway.journal.JournalReading;
import io.holdpoint.gateway.journal.JournalTail;
import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.verdict.Verdict;
import io.holdpoint.server.audit.export.AuditRecord;
import io.holdpoint.server.audit.export.AuditRecords;
import io.holdpoint.server.audit.export.Lines;
import io.holdpoint.server.audit.feed.FeedCursor.Mark;
import io.holdpoint.server.audit.feed.send.Outgoing;
import io.holdpoint.server.audit.feed.send.Outgoing.Urgency;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Reads the next batch of a feed from the journal. For one thread. */
final class FeedReading implements AutoCloseable {

  private static final int MOST_RECORDS = 500;
  private static final int MOST_BYTES = 1 << 20;
  private static final int AT_A_TIME = 16;
  private static final int LOOK_BACK_FILES = 1;
  private static final int HASH_BYTES = 32;

  private final JournalTail tail;
  private final Set<String> classes;
  private final Lines lines;
  private final int mostBytes;
  private final AuditRecords records = new AuditRecords();
  private final Mark from;
  private boolean foreign;

  /**
   * @param from the last record that the far end has
   * @param classes as in exports; empty for all
   * @param mostBytes of one record
   */
  FeedReading(FileJournal journal, Mark from, Set<String> classes, Lines lines, int mostBytes) {
    this.tail = journal.tail(from.record(), LOOK_BACK_FILES);
    this.from = from;
    this.classes = classes;
    this.lines = lines;
    this.mostBytes = mostBytes;
  }

  /**
   * Records to be sent together.
   *
   * @param records to be sent, possibly none
   * @param end the last record read for it
   * @param gone how many records were taken out of the journal before they could be sent
   */
  record Batch(List<Outgoing> records, Mark end, long gone) {}

  /** True if the journal has another record where the cursor stands than the one that was sent. */
  boolean isForeign() {
    return foreign;
  }

  /**
   * The next batch; its end is {@code last} if there is nothing more now.
   *
   * @param last the last record read before
   */
  Batch next(Mark last) throws IOException {
    Gathering gathering = new Gathering(last);
    int handed = 1;
    while (handed > 0 && !foreign && !gathering.isFull()) {
      handed = tail.next(AT_A_TIME, gathering);
    }
    return new Batch(gathering.batch, gathering.end, gathering.gone);
  }

  @Override
  public void close() {
    tail.close();
  }

  private final class Gathering implements JournalReading.Reader {
    private final List<Outgoing> batch = new ArrayList<>();
    private Mark end;
    private long bytes;
    private long looked;
    private long gone;

    Gathering(Mark last) {
      this.end = last;
    }

    boolean isFull() {
      return looked >= MOST_RECORDS || bytes >= MOST_BYTES;
    }

    @Override
    public void read(long number, byte[] json, int length, JournalReading.Place place) {
      if (number <= from.record()) {
        check(number, HexFormat.of().formatHex(json, length, length + HASH_BYTES));
        records.pass(json, length);
        return;
      }
      AuditRecord entry = records.read(number, json, length);
      looked++;
      end = new Mark(from.journal(), number, entry.hash());
      if (classes.isEmpty() || classes.contains(entry.recordClass())) {
        Outgoing outgoing = outgoing(entry);
        bytes += outgoing.line().length();
        batch.add(outgoing);
      }
    }

    @Override
    public void gap(long last, int removed, byte[] hash) {
      if (last <= from.record()) {
        check(last, HexFormat.of().formatHex(hash));
        return;
      }
      gone += Math.min(removed, last - Math.max(from.record(), end.record()));
      end = new Mark(from.journal(), last, HexFormat.of().formatHex(hash));
    }
  }

  private void check(long number, String hash) {
    foreign |= number == from.record() && !from.hash().isEmpty() && !from.hash().equals(hash);
  }

  private Outgoing outgoing(AuditRecord entry) {
    return new Outgoing(
        entry.number(), entry.facts(), urgency(entry.entry()), lines.of(entry, mostBytes));
  }

  private static Urgency urgency(JournalRecord entry) {
    return switch (entry) {
      case JournalRecord.Decided r ->
          switch (r.decision().verdict()) {
            case Verdict.Permit p -> Urgency.INFORMATIONAL;
            case Verdict.Hold h -> Urgency.NOTICE;
            case Verdict.Deny d -> Urgency.WARNING;
          };
      case JournalRecord.Signalled r ->
          switch (r.published().signal()) {
            case Signal.Kill k -> Urgency.CRITICAL;
            case Signal.Pause p -> Urgency.WARNING;
            case Signal.Restrict s -> Urgency.WARNING;
            case Signal.Resume s -> Urgency.NOTICE;
            case Signal.Release s -> Urgency.NOTICE;
          };
      case JournalRecord.Audited r ->
          r.event() instanceof AuditEvent.Acted acted && acted.status() >= 400
              ? Urgency.WARNING
              : Urgency.INFORMATIONAL;
      case JournalRecord.Bypassed r -> Urgency.ALERT;
      case JournalRecord.ApprovalAsked r -> Urgency.NOTICE;
      case JournalRecord.ApprovalDecided r -> Urgency.NOTICE;
      case JournalRecord.ApprovalRedeemed r -> Urgency.INFORMATIONAL;
      case JournalRecord.ApprovalExpired r -> Urgency.INFORMATIONAL;
      case JournalRecord.RuleActivated r -> Urgency.NOTICE;
      case JournalRecord.PolicyActivated r -> Urgency.NOTICE;
      case JournalRecord.Offered r -> Urgency.NOTICE;
      case JournalRecord.Attempted r -> Urgency.INFORMATIONAL;
      case JournalRecord.Dispatched r -> Urgency.INFORMATIONAL;
      case JournalRecord.Completed r -> Urgency.INFORMATIONAL;
      case JournalRecord.Declared r -> Urgency.INFORMATIONAL;
      case JournalRecord.SessionEnded r -> Urgency.INFORMATIONAL;
      case JournalRecord.Counted r -> Urgency.INFORMATIONAL;
      case JournalRecord.Recorded r -> Urgency.INFORMATIONAL;
    };
  }
}
