// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.collector.search.StepIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index of steps beside the database. The database is what counts: what it has and the
 * index lost is put there again when telemetry comes again after a crash, and an index that belongs
 * to another state of the database is made anew. The two know each other by a name and a stamp: a
 * flush writes the next stamp into the database first.
 */
final class IndexKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IndexKeeper.class);
  private static final String FOLDER = "steps.index";

  private final StepIndex index;
  private final DataSource dataSource;
  private final Database database;
  private final String name;
  private long stamp;
  private boolean dirty;
  private volatile boolean complete;
  private volatile boolean broken;
  private volatile boolean stopping;
  private @Nullable Thread rebuilding;

  private IndexKeeper(
      StepIndex index, DataSource dataSource, Database database, String name, long stamp) {
    this.index = index;
    this.dataSource = dataSource;
    this.database = database;
    this.name = name;
    this.stamp = stamp;
  }

  static IndexKeeper open(
      Path folder, DataSource dataSource, Database database, UnaryOperator<String> print)
      throws IOException, SQLException {
    StepIndex index = StepIndex.open(folder.resolve(FOLDER), print);
    try (Connection connection = dataSource.getConnection()) {
      database.beginWriting(connection);
      return open(connection, index, dataSource, database);
    } catch (IOException | SQLException | RuntimeException e) {
      index.close();
      throw e;
    }
  }

  private static IndexKeeper open(
      Connection connection, StepIndex index, DataSource dataSource, Database database)
      throws IOException, SQLException {
    String name;
    long stamp;
    try (PreparedStatement select = connection.prepareStatement("SELECT name, stamp FROM store");
        ResultSet rows = select.executeQuery()) {
      rows.next();
      name = rows.getString(1);
      stamp = rows.getLong(2);
    }
    boolean known =
        !name.isEmpty()
            && (index.stamp().equals(stamp(name, stamp))
                || index.stamp().equals(stamp(name, stamp - 1)));
    if (!known) {
      name = UUID.randomUUID().toString();
      try (PreparedStatement update = connection.prepareStatement("UPDATE store SET name = ?")) {
        update.setString(1, name);
        update.executeUpdate();
      }
      index.clear();
    }
    IndexKeeper keeper = new IndexKeeper(index, dataSource, database, name, stamp);
    keeper.complete = known;
    return keeper;
  }

  /** Begins to make the index anew if it has to be; at once if there is nothing to put into it. */
  void begin(BatchWriter writer) throws SQLException {
    if (complete) {
      return;
    }
    IndexRebuild rebuild = new IndexRebuild(dataSource, writer, index);
    if (rebuild.isNothing()) {
      complete = true;
      dirty = true;
      return;
    }
    LOG.info("session store: the index of steps is made anew");
    Thread thread =
        Thread.ofPlatform().daemon().name("index-rebuild").unstarted(() -> run(rebuild, writer));
    rebuilding = thread;
    thread.start();
  }

  private void run(IndexRebuild rebuild, BatchWriter writer) {
    try {
      if (rebuild.run(() -> stopping)) {
        writer.exclusively(
            () -> {
              complete = true;
              dirty = true;
            });
        LOG.info("session store: the index of steps has {} steps", index.size());
      }
    } catch (IOException | SQLException | RuntimeException e) {
      broken("could not be made anew", e);
    }
  }

  /** True if every step can be found. */
  boolean isComplete() {
    return complete;
  }

  /** The index to look into. */
  StepIndex index() {
    if (broken) {
      throw new IllegalStateException(
          "index of steps: got none that can be read (expected: one; it is made anew at the next"
              + " start)");
    }
    return index;
  }

  /** Takes in what a committed transaction changed; within the writer's lock. */
  void apply(IndexChanges changes) {
    if (broken) {
      return;
    }
    try {
      changes.applyTo(index);
      dirty = true;
    } catch (IOException | RuntimeException e) {
      broken("could not take in a batch", e);
    }
  }

  /**
   * Forgets a session for good, before the database does: a step that is not found any more is
   * better than one that is found where something else stands. Within the writer's lock.
   */
  void remove(long session) {
    if (broken) {
      return;
    }
    try {
      index.remove(SegmentTable.id(session, 0), SegmentTable.id(session + 1, 0));
      dirty = true;
    } catch (IOException | RuntimeException e) {
      broken("could not forget a session", e);
    }
  }

  /** Writes the next stamp; within the writer's lock. */
  void stamp(Connection connection) throws SQLException {
    if (!dirty) {
      return;
    }
    database.beginWriting(connection);
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE store SET name = ?, stamp = ?")) {
      update.setString(1, name);
      update.setLong(2, stamp + 1);
      update.executeUpdate();
    }
    stamp++;
  }

  /** Writes the index out; within the writer's lock, after the stamp is on the disk. */
  void commit() {
    if (!dirty || broken) {
      return;
    }
    try {
      index.commit(complete ? stamp(name, stamp) : "");
      dirty = false;
    } catch (IOException | RuntimeException e) {
      broken("could not be written out", e);
    }
  }

  /** Ends what runs in the background. */
  void stop() {
    stopping = true;
    Thread thread = rebuilding;
    if (thread != null) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    try {
      index.close();
    } catch (IOException e) {
      LOG.warn("index of steps: could not be closed; it may be made anew at the next start", e);
    }
  }

  private void broken(String what, Exception e) {
    broken = true;
    complete = false;
    LOG.error("index of steps: {}; it is made anew at the next start", what, e);
  }

  private static String stamp(String name, long stamp) {
    return name + ":" + stamp;
  }
}
