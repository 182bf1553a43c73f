// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.StepRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches, one at a time: one row for each session touched, and two for each segment that
 * got full. Steps in practice are always new; whether one is not is told without asking the
 * database, by the table of recent steps and by the times of those that are older.
 */
final class BatchWriter {

  private final DataSource dataSource;
  private final Database database;
  private final IndexKeeper index;
  private final ReentrantLock lock = new ReentrantLock();
  private final RecentSteps recent = new RecentSteps();
  private final LongTable positions = new LongTable();
  private final Segments form = new Segments();
  private final SessionTable sessions;
  private final SharedViews views;

  BatchWriter(DataSource dataSource, Database database, IndexKeeper index) throws SQLException {
    this.dataSource = dataSource;
    this.database = database;
    this.index = index;
    try (Connection connection = dataSource.getConnection()) {
      this.sessions = new SessionTable(connection, database);
      this.views = new SharedViews(connection, database);
    }
  }

  void append(List<StepRow> steps, List<DetectionRow> detections) throws SQLException {
    lock.lock();
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        database.beginWriting(connection);
        recent.begin();
        Prints prints = new Prints(steps);
        IndexChanges changes = new IndexChanges();
        write(connection, prints, changes);
        writeDetections(connection, detections);
        connection.commit();
        index.apply(changes);
        prints.remember();
        sessions.trim();
      } catch (SQLException | RuntimeException e) {
        sessions.forget();
        views.forget();
        connection.rollback();
        throw e;
      }
    } finally {
      lock.unlock();
    }
  }

  /** A session was deleted; within {@link #exclusively}. */
  void forget(String tenant, String id) {
    sessions.forget(tenant, id);
    views.forget();
  }

  /** Does something while no batch is written. */
  void exclusively(Work work) throws SQLException {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  /** What must not meet a batch. */
  @FunctionalInterface
  interface Work {
    void run() throws SQLException;
  }

  private void write(Connection connection, Prints batch, IndexChanges changes)
      throws SQLException {
    Set<SessionState> changed = new LinkedHashSet<>();
    Replacement replacement = new Replacement(batch.rows);
    SessionState[] owners = new SessionState[batch.rows.length];
    for (int i = 0; i < owners.length; i++) {
      StepRow row = batch.rows[i];
      if (row == null) {
        continue;
      }
      SessionState owner = sessions.find(connection, row.session());
      owners[i] = owner;
      long segment = recent.find(batch.prints[i]);
      if (segment != 0) {
        replacement.lookIn(segment, i, row);
      }
      if (owner.mayHoldOlder(Instants.toNanos(row.startedAt()), recent.generation())) {
        replacement.lookIn(owner, i, row);
      }
    }
    try (SegmentTable table = new SegmentTable(connection, form)) {
      if (!replacement.isEmpty()) {
        replacement.carryOut(connection, sessions, table, changes, changed);
        views.forget(); // some may be gone
      }
      views.begin(table.views(), batch.rows);
      for (int i = 0; i < owners.length; i++) {
        StepRow row = batch.rows[i];
        if (row != null) {
          batch.segments[i] =
              owners[i].append(
                  row, views.of(row.session().tenant()), table, changes, recent.generation());
          changed.add(owners[i]);
        }
      }
      for (SessionState session : changed) {
        session.settle(table);
      }
    }
    List<SessionState> rows = new ArrayList<>(changed);
    rows.sort(Comparator.comparingLong(session -> session.aggregate().no())); // page by page
    sessions.write(connection, rows);
  }

  private void writeDetections(Connection connection, List<DetectionRow> detections)
      throws SQLException {
    if (detections.isEmpty()) {
      return;
    }
    try (PreparedStatement merge = connection.prepareStatement(database.upsertDetection())) {
      for (DetectionRow row : detections) {
        merge.setString(1, database.stored(row.tenant()));
        merge.setString(2, database.stored(row.detection().id()));
        merge.setString(3, database.stored(row.detection().session().value()));
        merge.setLong(4, Instants.toNanos(row.detection().at()));
        merge.setBytes(5, DetectionJson.write(row.detection()));
        merge.addBatch();
      }
      merge.executeBatch();
    }
  }

  /** The steps of a batch, each id once, with their prints and where they were put. */
  private final class Prints {

    private final @Nullable StepRow[] rows;
    private final long[] prints;
    private final long[] segments;

    /** Of steps with the same id the last one counts. */
    Prints(List<StepRow> steps) {
      rows = steps.toArray(new StepRow[0]);
      prints = new long[rows.length];
      segments = new long[rows.length];
      positions.clear();
      for (int i = 0; i < rows.length; i++) {
        StepRow row = steps.get(i);
        prints[i] = recent.print(row.session().tenant(), row.id());
        int before = (int) positions.get(prints[i]) - 1;
        if (before >= 0 && isSameStep(steps.get(before), row)) {
          rows[before] = null;
        }
        positions.put(prints[i], i + 1L);
      }
    }

    void remember() {
      for (int i = 0; i < rows.length; i++) {
        if (segments[i] != 0) {
          recent.put(prints[i], segments[i]);
        }
      }
    }

    private static boolean isSameStep(StepRow a, StepRow b) {
      return a.id().equals(b.id()) && a.session().tenant().equals(b.session().tenant());
    }
  }
}
