// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the index of steps may not have on the disk yet: for each flush of the database the segments
 * it changed, in a row that has the flush's stamp. With it the index is brought up to date after a
 * crash, so it need not be written out with each flush.
 */
final class IndexDue {

  private IndexDue() {}

  static void insert(Connection connection, long stamp, Collection<Long> segments)
      throws SQLException {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * segments.size());
    segments.forEach(bytes::putLong);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO index_due VALUES (?, ?)")) {
      insert.setLong(1, stamp);
      insert.setBytes(2, bytes.array());
      insert.executeUpdate();
    }
  }

  /** Forgets rows up to a stamp, which the index has on the disk. */
  static void delete(Connection connection, long upTo) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM index_due WHERE stamp <= ?")) {
      delete.setLong(1, upTo);
      delete.executeUpdate();
    }
  }

  /** The segments that changed between two stamps; nothing if that is not known of each flush. */
  static Optional<Set<Long>> between(Connection connection, long from, long to)
      throws SQLException {
    Set<Long> segments = new LinkedHashSet<>();
    long flushes = 0;
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT segments FROM index_due WHERE stamp > ? AND stamp <= ? ORDER BY stamp")) {
      select.setLong(1, from);
      select.setLong(2, to);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ByteBuffer bytes = ByteBuffer.wrap(rows.getBytes(1));
          while (bytes.hasRemaining()) {
            segments.add(bytes.getLong());
          }
          flushes++;
        }
      }
    }
    return flushes == to - from ? Optional.of(segments) : Optional.empty();
  }
}
