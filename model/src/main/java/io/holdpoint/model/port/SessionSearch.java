// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.port;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.query.Filter;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.model.view.StepRow;
import java.util.List;
import java.util.function.Function;

/**
 * Finds sessions and steps, the newest first, page by page. Pages go on behind a mark and not by a
 * count, so what comes in meanwhile neither repeats nor hides a row. Safe for use by many threads.
 */
public interface SessionSearch {

  /**
   * Sessions by their newest step.
   *
   * @param states tells a session's gate state now
   * @throws IllegalArgumentException if {@code after} is no mark of ours
   */
  Found<SessionRow> sessions(Query query, Function<SessionRow, String> states);

  /**
   * Steps by when they began, of all sessions.
   *
   * @throws IllegalArgumentException if {@code after} is no mark of ours
   */
  Found<StepRow> steps(Query query);

  /**
   * What is looked for.
   *
   * @param tenant whose
   * @param filter which
   * @param after the mark of the page before, empty for the first
   * @param limit at most this many, 1 to 1000
   */
  record Query(String tenant, Filter filter, String after, int limit) {
    public Query {
      requireNonNull(tenant, "tenant");
      requireNonNull(filter, "filter");
      requireNonNull(after, "after");
      if (limit < 1 || limit > 1000) {
        throw new IllegalArgumentException("limit: got " + limit + " (expected: 1 to 1000)");
      }
    }
  }

  /**
   * A page. It may be short, even empty, although more is there: a search looks at so many rows at
   * most and then hands back what it has.
   *
   * @param rows what was found
   * @param next the mark to go on behind, empty if there is nothing more
   * @param complete false while the index of steps is being made anew: steps may be missing
   */
  record Found<T>(List<T> rows, String next, boolean complete) {
    public Found {
      rows = List.copyOf(rows);
      requireNonNull(next, "next");
    }
  }
}
