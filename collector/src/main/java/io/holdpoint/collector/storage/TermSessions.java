// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.collector.search.StepIndex;
import io.holdpoint.model.query.Field;
import io.holdpoint.model.query.Filter;
import io.holdpoint.model.query.StepFilterRow;
import io.holdpoint.model.query.Terms;
import io.holdpoint.model.view.StepRow;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Sessions that have a step a term asks for. Words one after another are known to the index only as
 * words of the same steps, or of steps next to each other: there the segments are looked into.
 */
final class TermSessions {

  private final Filter.Text term;
  private final boolean exact;
  private final BitSet sessions = new BitSet();
  private long[] segments = new long[16];
  private int count;

  private TermSessions(Filter.Text term) {
    this.term = term;
    this.exact = term.field() != Field.TEXT || Terms.of(term.value()).size() < 2;
  }

  /** Asks the index. */
  static TermSessions find(StepIndex index, String tenant, Filter.Text term) throws IOException {
    TermSessions found = new TermSessions(term);
    index.segments(tenant, term, found::add);
    Arrays.sort(found.segments, 0, found.count);
    return found;
  }

  private void add(long segment) {
    sessions.set(Math.toIntExact(SegmentTable.sessionOf(segment)));
    if (!exact) {
      if (count == segments.length) {
        segments = Arrays.copyOf(segments, 2 * count);
      }
      segments[count++] = segment;
    }
  }

  /** False if one of the sessions may have no such step. */
  boolean isExact() {
    return exact;
  }

  /** The numbers of all sessions that may have such a step. */
  BitSet sessions() {
    return sessions;
  }

  /** True if a session has such a step. */
  boolean has(long session, SegmentReader reader) throws SQLException {
    if (!sessions.get(Math.toIntExact(session))) {
      return false;
    }
    return exact || hasWords(session, reader);
  }

  private boolean hasWords(long session, SegmentReader reader) throws SQLException {
    long end = SegmentTable.id(session + 1, 0);
    int at = Arrays.binarySearch(segments, 0, count, SegmentTable.id(session, 0));
    for (int i = at < 0 ? -at - 1 : at; i < count && segments[i] < end; i++) {
      if (i > 0 && segments[i] == segments[i - 1]) {
        continue;
      }
      for (StepRow row : reader.steps(segments[i])) {
        if (!SessionAggregate.isEnd(row)
            && new StepFilterRow(row, value -> value).hasWords(term.value())) {
          return true;
        }
      }
    }
    return false;
  }
}
