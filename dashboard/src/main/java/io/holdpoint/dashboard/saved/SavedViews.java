// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.saved;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/** Filters under a name, shared by all operators. Safe for use by many threads. */
public interface SavedViews {

  /**
   * A filter under a name.
   *
   * @param id names it
   * @param page which page it belongs to: {@code fleet} or {@code detections}
   * @param name what people call it
   * @param query the part of the page's address after the question mark
   * @param by who saved it
   * @param at when
   */
  record SavedView(String id, String page, String name, String query, String by, Instant at) {

    public SavedView {
      requireNonNull(id, "id");
      requireNonNull(page, "page");
      requireNonNull(name, "name");
      requireNonNull(query, "query");
      requireNonNull(by, "by");
      requireNonNull(at, "at");
    }
  }

  /** All of them, oldest first, at most 200. */
  List<SavedView> list();

  /** Keeps one; one with the same page and name is replaced. */
  void save(SavedView view);

  /** Forgets one; false if there is none. */
  boolean remove(String id);
}
