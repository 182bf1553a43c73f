// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.collector.search.IndexedStep.Place;
import io.holdpoint.model.view.StepRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads segments by their keys, open ends too, all of one state of the database. The last few are
 * kept. For one thread.
 */
final class SegmentReader implements AutoCloseable {

  private static final int KEPT = 512;

  private final Connection connection;
  private final ViewTable views;
  private final Map<Long, List<StepRow>> kept = new Kept();
  private int opened;

  private SegmentReader(Connection connection) {
    this.connection = connection;
    this.views = new ViewTable(connection);
  }

  /** A reader with a connection of its own. */
  @SuppressWarnings("MustBeClosedChecker") // closed with the reader
  static SegmentReader open(DataSource dataSource, Database database) throws SQLException {
    Connection connection = dataSource.getConnection();
    try {
      connection.setTransactionIsolation(database.snapshot());
      connection.setAutoCommit(false);
      return new SegmentReader(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** The steps of a segment, none if there is no such segment. */
  List<StepRow> steps(long segment) throws SQLException {
    List<StepRow> steps = kept.get(segment);
    if (steps == null) {
      steps = read(connection, views, segment);
      kept.put(segment, steps);
      opened++;
    }
    return steps;
  }

  /** The step at a place, or null if it is there no more. */
  @Nullable StepRow step(Place place) throws SQLException {
    List<StepRow> steps = steps(place.segment());
    if (place.ordinal() >= steps.size()) {
      return null;
    }
    StepRow row = steps.get(place.ordinal());
    return Instants.toNanos(row.startedAt()) == place.at() ? row : null;
  }

  /** What it reads through, for whoever wants the same state. */
  Connection connection() {
    return connection;
  }

  /** How many segments were opened. */
  int opened() {
    return opened;
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      connection.rollback();
    }
  }

  /** The steps of a segment as a connection sees them, none if there is no such segment. */
  static List<StepRow> read(Connection connection, long segment) throws SQLException {
    return read(connection, new ViewTable(connection), segment);
  }

  private static List<StepRow> read(Connection connection, ViewTable views, long segment)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT body FROM segment_body WHERE id = ?")) {
      select.setLong(1, segment);
      List<StepRow> sealed = read(select, views);
      if (!sealed.isEmpty()) {
        return sealed;
      }
    }
    try (PreparedStatement select =
        connection.prepareStatement("SELECT tail FROM session WHERE no = ? AND segments = ?")) {
      select.setLong(1, SegmentTable.sessionOf(segment));
      select.setInt(2, SegmentTable.numberOf(segment));
      return read(select, views);
    }
  }

  private static List<StepRow> read(PreparedStatement select, ViewTable views) throws SQLException {
    try (ResultSet rows = select.executeQuery()) {
      byte[] body = rows.next() ? rows.getBytes(1) : null;
      return body == null ? List.of() : StepDecoder.read(body, views::text);
    }
  }

  private static final class Kept extends LinkedHashMap<Long, List<StepRow>> {

    private static final long serialVersionUID = 1L;

    Kept() {
      super(64, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, List<StepRow>> eldest) {
      return size() > KEPT;
    }
  }
}
