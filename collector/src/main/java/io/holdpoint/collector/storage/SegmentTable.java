// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.model.view.StepRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sealed segments, for one transaction: a narrow row for each to find it by, and a row with its
 * steps.
 */
final class SegmentTable implements AutoCloseable {

  private static final int NUMBER_BITS = 24;

  private final Connection connection;
  private final ViewTable views;
  private final Segments form;
  private final PreparedStatement insert;
  private final PreparedStatement insertBody;

  SegmentTable(Connection connection, Segments form) throws SQLException {
    this.connection = connection;
    this.views = new ViewTable(connection);
    this.form = form;
    this.insert = connection.prepareStatement("INSERT INTO segment VALUES (?, ?, ?, ?, ?)");
    this.insertBody = connection.prepareStatement("INSERT INTO segment_body VALUES (?, ?)");
  }

  /** The key of a session's segment: segments of a session stand together, in order. */
  static long id(long session, int number) {
    if (number >= 1 << NUMBER_BITS) {
      throw new IllegalStateException(
          "segments of session " + session + ": got " + number + " (expected: fewer)");
    }
    return session << NUMBER_BITS | number;
  }

  static long sessionOf(long id) {
    return id >>> NUMBER_BITS;
  }

  static int numberOf(long id) {
    return (int) id & ((1 << NUMBER_BITS) - 1);
  }

  /** Payload views kept apart from segments, in the same transaction. */
  ViewTable views() {
    return views;
  }

  void insert(long id, StepEncoder steps) throws SQLException {
    insert.setLong(1, id);
    insert.setLong(2, steps.firstAt());
    insert.setLong(3, steps.lastAt());
    insert.setInt(4, steps.listed());
    byte[] body = form.seal(steps);
    insert.setInt(5, body.length);
    insert.executeUpdate();
    insertBody.setLong(1, id);
    insertBody.setBytes(2, body);
    insertBody.executeUpdate();
  }

  /** The steps of a segment, or none if there is no such segment. */
  List<StepRow> read(long id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT body FROM segment_body WHERE id = ?")) {
      select.setLong(1, id);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? StepDecoder.read(rows.getBytes(1), views::text) : List.of();
      }
    }
  }

  /** Segments of a session that may have a step between two times, both included. */
  List<Long> between(long session, long firstAt, long lastAt) throws SQLException {
    List<Long> ids = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id FROM segment WHERE id >= ? AND id < ? AND first_at <= ? AND last_at >= ?")) {
      select.setLong(1, id(session, 0));
      select.setLong(2, id(session + 1, 0));
      select.setLong(3, lastAt);
      select.setLong(4, firstAt);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getLong(1));
        }
      }
    }
    return ids;
  }

  /** Puts other steps in the place of those of a segment, or nothing if there are none. */
  void replace(long id, List<StepRow> steps) throws SQLException {
    delete("DELETE FROM segment WHERE id = ?", id);
    delete("DELETE FROM segment_body WHERE id = ?", id);
    StepEncoder encoder = StepEncoder.of(steps, views::number);
    if (!steps.isEmpty()) {
      insert(id, encoder);
    }
    views.replace(id, encoder.shared());
  }

  @Override
  public void close() throws SQLException {
    insert.close();
    insertBody.close();
  }

  private void delete(String sql, long id) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setLong(1, id);
      delete.executeUpdate();
    }
  }
}
