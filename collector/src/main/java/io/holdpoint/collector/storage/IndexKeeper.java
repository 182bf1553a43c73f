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
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index of steps beside the database. The database is what counts. The two know each
 * other by a name and a stamp: each flush writes the next stamp into the database and which
 * segments changed since the one before; the index is written out with a stamp once a minute. At
 * the start it gets again what changed after its stamp; if that is not known, or it belongs to
 * another database, it is made anew. What a crash took from the database comes again with the
 * telemetry.
 */
final class IndexKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IndexKeeper.class);
  private static final String FOLDER = "steps.index";
  private static final long WRITTEN_OUT_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** So many segments are read again in a few seconds. */
  private static final int MOST_DUE = 20_000;

  /** More do not fit into a row; the index is then written out with the flush. */
  private static final int MOST_AT_ONCE = 100_000;

  private final StepIndex index;
  private final DataSource dataSource;
  private final Database database;
  private final String name;
  private final Set<Long> changed = new LinkedHashSet<>();
  private long stamp;

  /** True if the database may be ahead of the stamp. */
  private boolean unstamped;

  /** True if the index has what is not on the disk. */
  private boolean unwritten;

  private boolean atOnce;
  private final AtomicInteger due = new AtomicInteger();
  private long writtenStamp;
  private long writtenAt = System.nanoTime();
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
    this.writtenStamp = stamp;
  }

  static IndexKeeper open(
      Path folder, DataSource dataSource, Database database, UnaryOperator<String> print)
      throws IOException, SQLException {
    StepIndex index = StepIndex.open(folder.resolve(FOLDER), print);
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      database.beginWriting(connection);
      IndexKeeper keeper = open(connection, index, dataSource, database);
      connection.commit();
      return keeper;
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
    Optional<Set<Long>> missing = missing(connection, index.stamp(), name, stamp);
    if (missing.isEmpty()) {
      name = UUID.randomUUID().toString();
      try (PreparedStatement update = connection.prepareStatement("UPDATE store SET name = ?")) {
        update.setString(1, name);
        update.executeUpdate();
      }
      IndexDue.delete(connection, Long.MAX_VALUE);
      index.clear();
    }
    IndexKeeper keeper = new IndexKeeper(index, dataSource, database, name, stamp);
    if (missing.isPresent()) {
      keeper.complete = true;
      keeper.writtenStamp = stampOf(index.stamp());
      keeper.catchUp(connection, missing.get());
    }
    return keeper;
  }

  /** Segments that changed since the index was written out; nothing if it has to be made anew. */
  private static Optional<Set<Long>> missing(
      Connection connection, String written, String name, long stamp) throws SQLException {
    String own = name + ":";
    if (name.isEmpty() || !written.startsWith(own)) {
      return Optional.empty();
    }
    long since = stampOf(written);
    return since > stamp ? Optional.empty() : IndexDue.between(connection, since, stamp);
  }

  private static long stampOf(String written) {
    return Long.parseLong(written.substring(written.lastIndexOf(':') + 1));
  }

  private void catchUp(Connection connection, Set<Long> segments) throws IOException, SQLException {
    for (long segment : segments) {
      index.replace(segment, IndexChanges.indexed(SegmentReader.read(connection, segment)));
    }
    if (!segments.isEmpty()) {
      unwritten = true;
      atOnce = true;
      LOG.info("session store: the index of steps got {} segments again", segments.size());
    }
  }

  /** Begins to make the index anew if it has to be; at once if there is nothing to put into it. */
  void begin(BatchWriter writer) throws SQLException {
    if (complete) {
      return;
    }
    IndexRebuild rebuild = new IndexRebuild(dataSource, writer, index);
    if (rebuild.isNothing()) {
      complete = true;
      unwritten = true;
      writeOut();
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
              unstamped = true;
              unwritten = true;
              atOnce = true;
            });
        LOG.info("session store: the index of steps is whole again");
      }
    } catch (IOException | SQLException | RuntimeException e) {
      broken("could not be made anew", e);
    }
  }

  /** True if every step can be found. */
  boolean isComplete() {
    return complete;
  }

  /** Segments whose changes are not on the disk; of a flush or more ago. */
  int due() {
    return due.get();
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
    unstamped = true;
    if (broken) {
      return;
    }
    try {
      changed.addAll(changes.segments());
      changes.applyTo(index);
      unwritten = true;
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
      unwritten = true;
    } catch (IOException | RuntimeException e) {
      broken("could not forget a session", e);
    }
  }

  /**
   * Writes the next stamp, and what changed since the one before; within the writer's lock. What is
   * not known of a flush has the index made anew, so nothing is written while it is not whole.
   */
  void stamp(Connection connection) throws SQLException {
    if (!unstamped) {
      return;
    }
    boolean auto = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try {
      database.beginWriting(connection);
      IndexDue.delete(connection, writtenStamp);
      if (complete && !broken && changed.size() <= MOST_AT_ONCE) {
        IndexDue.insert(connection, stamp + 1, changed);
      } else {
        atOnce = true;
      }
      try (PreparedStatement update =
          connection.prepareStatement("UPDATE store SET name = ?, stamp = ?")) {
        update.setString(1, name);
        update.setLong(2, stamp + 1);
        update.executeUpdate();
      }
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(auto);
    }
    stamp++;
    due.addAndGet(changed.size());
    changed.clear();
    unstamped = false;
  }

  /** Writes the index out if it is time; within the writer's lock, after the stamp is on disk. */
  void commit() {
    if (complete
        && (atOnce
            || due.get() > MOST_DUE
            || System.nanoTime() - writtenAt > WRITTEN_OUT_EVERY_NANOS)) {
      writeOut();
    }
  }

  /** Writes the index out now; within the writer's lock, after the stamp is on the disk. */
  void writeOut() {
    if (!unwritten || broken) {
      return;
    }
    try {
      index.commit(complete ? name + ":" + stamp : "");
      unwritten = false;
      atOnce = false;
      due.set(0);
      writtenStamp = stamp;
      writtenAt = System.nanoTime();
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
}
