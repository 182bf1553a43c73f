// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.rebuild;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.port.StepListener;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.view.StepRow;
import java.io.Flushable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Fills an empty session store: from the collector's log as far back as that goes, then with the
 * steps of which the journal alone tells. For one thread.
 */
public final class StoreRebuild {

  private static final int AT_A_TIME = 1024;

  private final SessionStore store;
  private final Telemetry telemetry;
  private final Journal journal;

  /**
   * @param journal with its payloads as the store has them: sealed where they are
   */
  public StoreRebuild(SessionStore store, Telemetry telemetry, Journal journal) {
    this.store = requireNonNull(store, "store");
    this.telemetry = requireNonNull(telemetry, "telemetry");
    this.journal = requireNonNull(journal, "journal");
  }

  /** Fills a store from the collector's log. */
  @FunctionalInterface
  public interface Telemetry {
    /** Stores what the log tells, and returns how many requests of senders it holds. */
    long fill(SessionStore store, StepListener told) throws IOException;
  }

  /**
   * What was done.
   *
   * @param requests how many requests of senders the log holds
   * @param steps how many steps they told of
   * @param fromJournal how many steps are known from the journal alone
   */
  public record Result(long requests, long steps, long fromJournal) {}

  /**
   * Fills the store.
   *
   * @throws IOException if log or journal cannot be read
   */
  public Result run() throws IOException {
    Set<StepId> told = new HashSet<>();
    long requests =
        telemetry.fill(store, (steps, detections) -> steps.forEach(row -> told.add(row.id())));
    List<StepRow> rows = new ArrayList<>(AT_A_TIME);
    long[] written = new long[1];
    JournalSteps steps =
        new JournalSteps(
            row -> {
              if (!told.contains(row.id())) {
                rows.add(row);
                written[0]++;
                if (rows.size() == AT_A_TIME) {
                  store.append(rows, List.of());
                  rows.clear();
                }
              }
            });
    journal.replay(steps::take);
    steps.finish();
    store.append(rows, List.of());
    if (store instanceof Flushable flushable) {
      flushable.flush();
    }
    return new Result(requests, told.size(), written[0]);
  }
}
