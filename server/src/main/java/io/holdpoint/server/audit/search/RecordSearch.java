// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.search;

import static java.util.Objects.requireNonNull;

import io.holdpoint.server.audit.export.AuditRecord;
import io.holdpoint.server.audit.export.Export;
import io.holdpoint.server.audit.export.ExportFilter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Reads a journal from its end towards its beginning, a stretch at a time, and keeps what somebody
 * looks for. A journal has no index: after some seconds it says how far it came and is asked again.
 */
public final class RecordSearch {

  private static final long TIMES_LONGER = 16;

  private final Export export;
  private final Duration patience;
  private final long firstStretch;

  /**
   * @param source the journal
   * @param patience after this time no other stretch is begun
   * @param firstStretch how many records are read first; later stretches are up to 16 times as long
   */
  public RecordSearch(Export.Source source, Duration patience, long firstStretch) {
    this.export = new Export(requireNonNull(source, "source"));
    this.patience = requireNonNull(patience, "patience");
    if (firstStretch < 1) {
      throw new IllegalArgumentException(
          "stretch: got " + firstStretch + " (expected: at least 1 record)");
    }
    this.firstStretch = firstStretch;
  }

  /**
   * What was found.
   *
   * @param records the newest first
   * @param next where to go on: the number before which nothing was looked at; 0 if that is all
   * @param gone how many of those looked at had been taken out when their time was over
   */
  public record Page(List<AuditRecord> records, long next, long gone) {
    public Page {
      records = List.copyOf(records);
    }
  }

  /**
   * Looks for records.
   *
   * @param last the number of the journal's last record
   * @throws IOException if the journal cannot be read
   * @throws io.holdpoint.gateway.journal.JournalException if the journal is not intact
   */
  public Page page(RecordQuery query, long last) throws IOException {
    long begun = System.nanoTime();
    long upTo = query.before() == 0 ? last : Math.min(query.before() - 1, last);
    long length = firstStretch;
    long gone = 0;
    List<AuditRecord> found = new ArrayList<>();
    do {
      Stretch stretch = new Stretch(query, query.most() - found.size());
      long after = Math.max(0, upTo - length);
      gone += export.run(behind(after), upTo, stretch).gone();
      found.addAll(stretch.newest());
      if (stretch.overflowed) {
        return new Page(found, found.getLast().number(), gone);
      }
      upTo = stretch.isTooOld() ? 0 : after;
      length = Math.min(firstStretch * TIMES_LONGER, length * 2);
    } while (upTo > 0
        && found.size() < query.most()
        && System.nanoTime() - begun < patience.toNanos());
    return new Page(found, upTo == 0 ? 0 : upTo + 1, gone);
  }

  private static ExportFilter behind(long after) {
    ExportFilter all = ExportFilter.ALL;
    return new ExportFilter(after, all.since(), all.until(), all.session(), all.classes());
  }

  /** Keeps the last records that are looked for. */
  private static final class Stretch implements Export.Sink {
    private final RecordQuery query;
    private final int room;
    private final Deque<AuditRecord> kept = new ArrayDeque<>();
    private Instant newestSeen = Instant.MIN;
    private boolean seen;
    private boolean overflowed;

    Stretch(RecordQuery query, int room) {
      this.query = query;
      this.room = room;
    }

    @Override
    public void take(AuditRecord entry) {
      seen = true;
      if (entry.facts().at().isAfter(newestSeen)) {
        newestSeen = entry.facts().at();
      }
      if (query.takes(entry)) {
        kept.addLast(entry);
        if (kept.size() > room) {
          kept.removeFirst();
          overflowed = true;
        }
      }
    }

    List<AuditRecord> newest() {
      return new ArrayList<>(kept).reversed();
    }

    /** Records are written nearly in the order of their times: what lies before is older still. */
    boolean isTooOld() {
      return seen && newestSeen.isBefore(query.filter().since());
    }
  }
}
