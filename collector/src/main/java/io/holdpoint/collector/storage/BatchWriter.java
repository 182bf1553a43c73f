// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.model.json.Hashes;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.StepRow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/**
 * Writes batches, one at a time. New steps are inserted blindly, which needs no look-up at all;
 * only when a key turns out to be taken, the batch is done over with a look at what was there.
 */
final class BatchWriter {

  /** SQLSTATE of a violated unique key. */
  private static final String DUPLICATE_KEY = "23505";

  private final DataSource dataSource;
  private final ReentrantLock lock = new ReentrantLock();
  private final MessageDigest sha256 = Hashes.sha256();
  private final SessionTable sessions;

  BatchWriter(DataSource dataSource) throws SQLException {
    this.dataSource = dataSource;
    try (Connection connection = dataSource.getConnection()) {
      this.sessions = new SessionTable(connection);
    }
  }

  void append(List<StepRow> steps, List<DetectionRow> detections) throws SQLException {
    lock.lock();
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      Map<UUID, StepRow> rows = byKey(steps);
      try {
        write(connection, rows, detections);
      } catch (BatchUpdateException e) {
        undo(connection);
        if (!DUPLICATE_KEY.equals(e.getSQLState())) {
          throw e;
        }
        replace(connection, rows, detections);
      }
    } finally {
      lock.unlock();
    }
  }

  private void replace(
      Connection connection, Map<UUID, StepRow> rows, List<DetectionRow> detections)
      throws SQLException {
    try {
      removeStored(connection, rows.keySet());
      write(connection, rows, detections);
    } catch (SQLException e) {
      undo(connection);
      throw e;
    }
  }

  private void write(Connection connection, Map<UUID, StepRow> rows, List<DetectionRow> detections)
      throws SQLException {
    Map<Long, SessionAggregate> touched = new LinkedHashMap<>();
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO step VALUES (?, ?, ?, ?, ?)")) {
      for (Map.Entry<UUID, StepRow> entry : rows.entrySet()) {
        StepRow row = entry.getValue();
        SessionAggregate session = sessions.find(connection, row.session());
        touched.put(session.no(), session);
        session.add(row);
        insert.setObject(1, entry.getKey());
        insert.setLong(2, session.no());
        insert.setLong(3, Instants.toNanos(row.startedAt()));
        insert.setBoolean(4, !SessionAggregate.isEnd(row));
        insert.setBytes(5, StepJson.write(row));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    sessions.write(connection, touched.values());
    writeDetections(connection, detections);
    connection.commit();
  }

  private void removeStored(Connection connection, Collection<UUID> ids) throws SQLException {
    Map<Long, SessionAggregate> touched = new LinkedHashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT session, started_at, detail FROM step WHERE id = ANY(?)")) {
      select.setArray(1, connection.createArrayOf("UUID", ids.toArray()));
      try (ResultSet stored = select.executeQuery()) {
        while (stored.next()) {
          long no = stored.getLong(1);
          SessionAggregate session = touched.get(no);
          if (session == null) {
            session = sessions.find(connection, no);
            touched.put(no, session);
          }
          session.remove(StepJson.readStep(stored.getBytes(3), stored.getLong(2)));
        }
      }
    }
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM step WHERE id = ANY(?)")) {
      delete.setArray(1, connection.createArrayOf("UUID", ids.toArray()));
      delete.executeUpdate();
    }
    sessions.write(connection, touched.values());
  }

  private static void writeDetections(Connection connection, List<DetectionRow> detections)
      throws SQLException {
    if (detections.isEmpty()) {
      return;
    }
    try (PreparedStatement merge =
        connection.prepareStatement(
            "MERGE INTO detection (tenant, id, session, at, detail) KEY (tenant, id)"
                + " VALUES (?, ?, ?, ?, ?)")) {
      for (DetectionRow row : detections) {
        merge.setString(1, row.tenant());
        merge.setString(2, row.detection().id());
        merge.setString(3, row.detection().session().value());
        merge.setLong(4, Instants.toNanos(row.detection().at()));
        merge.setBytes(5, DetectionJson.write(row.detection()));
        merge.addBatch();
      }
      merge.executeBatch();
    }
  }

  private void undo(Connection connection) throws SQLException {
    sessions.forget();
    connection.rollback();
  }

  private Map<UUID, StepRow> byKey(List<StepRow> steps) {
    Map<UUID, StepRow> rows = LinkedHashMap.newLinkedHashMap(steps.size());
    for (StepRow row : steps) {
      rows.put(key(row.session().tenant(), row.id()), row);
    }
    return rows;
  }

  private UUID key(String tenant, StepId id) {
    byte[] name = tenant.getBytes(StandardCharsets.UTF_8);
    sha256.update(ByteBuffer.allocate(4).putInt(name.length).flip());
    sha256.update(name);
    ByteBuffer hash =
        ByteBuffer.wrap(sha256.digest(id.toString().getBytes(StandardCharsets.UTF_8)));
    return new UUID(hash.getLong(), hash.getLong());
  }
}
