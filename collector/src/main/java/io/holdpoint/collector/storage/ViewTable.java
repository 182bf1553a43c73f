// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Payload views that several segments use, each kept once, and which segment uses which. A view
 * stays for as long as a segment uses it. For one transaction; what was read is kept.
 */
final class ViewTable {

  private final Connection connection;
  private final Map<Long, String> texts = new HashMap<>();
  private final Map<String, Long> numbers = new HashMap<>();

  ViewTable(Connection connection) {
    this.connection = connection;
  }

  /**
   * The view with a number.
   *
   * @throws IllegalStateException if it cannot be read
   */
  String text(long number) {
    String known = texts.get(number);
    if (known == null) {
      try {
        known = read(number);
      } catch (SQLException e) {
        throw new IllegalStateException("session store: could not read payload view " + number, e);
      }
      texts.put(number, known);
      numbers.put(known, number);
    }
    return known;
  }

  /** The number of a view that was read here, 0 of any other one. */
  long number(String text) {
    return numbers.getOrDefault(text, 0L);
  }

  /** The number of the view with a digest, 0 if there is none. */
  long find(byte[] digest) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT no FROM payload_view WHERE digest = ?")) {
      select.setBytes(1, digest);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  void insert(long number, byte[] digest, byte[] body) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO payload_view VALUES (?, ?, ?, ?)")) {
      insert.setLong(1, number);
      insert.setBytes(2, digest);
      insert.setInt(3, body.length);
      insert.setBytes(4, body);
      insert.executeUpdate();
    }
  }

  /** Notes that a segment uses views. */
  void use(long segment, Collection<Long> views) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO view_use VALUES (?, ?)")) {
      for (long view : views) {
        insert.setLong(1, segment);
        insert.setLong(2, view);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /**
   * A segment uses these views now and no others; those that nobody uses any more are deleted.
   *
   * @return true if any was
   */
  boolean replace(long segment, Set<Long> views) throws SQLException {
    Set<Long> before = uses(segment, segment + 1);
    if (before.equals(views)) {
      return false;
    }
    deleteUses(segment, segment + 1);
    use(segment, views);
    before.removeAll(views);
    return deleteUnused(before);
  }

  /**
   * Segments are gone, from one key on to another, that one not included; views that nobody uses
   * any more are deleted.
   *
   * @return true if any was
   */
  boolean drop(long from, long to) throws SQLException {
    Set<Long> views = uses(from, to);
    if (views.isEmpty()) {
      return false;
    }
    deleteUses(from, to);
    return deleteUnused(views);
  }

  private Set<Long> uses(long from, long to) throws SQLException {
    Set<Long> views = new LinkedHashSet<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT view_no FROM view_use WHERE segment >= ? AND segment < ?")) {
      select.setLong(1, from);
      select.setLong(2, to);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          views.add(rows.getLong(1));
        }
      }
    }
    return views;
  }

  private void deleteUses(long from, long to) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM view_use WHERE segment >= ? AND segment < ?")) {
      delete.setLong(1, from);
      delete.setLong(2, to);
      delete.executeUpdate();
    }
  }

  private boolean deleteUnused(Set<Long> views) throws SQLException {
    boolean deleted = false;
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM payload_view WHERE no = ?"
                + " AND NOT EXISTS (SELECT 1 FROM view_use u WHERE u.view_no = ?)")) {
      for (long view : views) {
        delete.setLong(1, view);
        delete.setLong(2, view);
        deleted |= delete.executeUpdate() > 0;
      }
    }
    return deleted;
  }

  private String read(long number) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT body FROM payload_view WHERE no = ?")) {
      select.setLong(1, number);
      try (ResultSet rows = select.executeQuery()) {
        if (!rows.next()) {
          throw new SQLException("payload view " + number + ": got none (expected: one)");
        }
        byte[] body = rows.getBytes(1);
        ByteSource in = new ByteSource(body, 0);
        int length = in.count();
        return new String(Lz4.decompress(body, in.position(), length), StandardCharsets.UTF_8);
      }
    }
  }
}
