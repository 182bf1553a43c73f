// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.collector.search.IndexedStep.Place;
import io.holdpoint.model.port.SessionSearch.Found;
import io.holdpoint.model.port.SessionSearch.Query;
import io.holdpoint.model.query.FilterRow;
import io.holdpoint.model.query.StepFilterRow;
import io.holdpoint.model.view.StepRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Finds steps: the index tells where, the segments tell what. A step that moved between the two
 * looks is left out, as one that came a moment later would be.
 */
final class StepFinder {

  private static final String KIND = "steps";
  private static final int LOOKED_AT = 5000;

  private final DataSource dataSource;
  private final Database database;
  private final IndexKeeper index;
  private final UnaryOperator<String> print;

  StepFinder(
      DataSource dataSource, Database database, IndexKeeper index, UnaryOperator<String> print) {
    this.dataSource = dataSource;
    this.database = database;
    this.index = index;
    this.print = print;
  }

  Found<StepRow> find(Query query) {
    boolean complete = index.isComplete();
    String[] mark = Marks.read(KIND, 3, query.after());
    Place after =
        mark == null
            ? null
            : new Place(Marks.number(mark[1]), Marks.number(mark[2]), (int) Marks.number(mark[3]));
    List<StepRow> rows = new ArrayList<>();
    int looked = 0;
    while (looked < LOOKED_AT) {
      int size = query.limit() - rows.size() + 1;
      List<Place> places = places(query, after, size);
      List<Optional<StepRow>> found = read(places);
      for (int i = 0; i < places.size(); i++) {
        if (rows.size() == query.limit()) {
          return new Found<>(rows, mark(after), complete);
        }
        found
            .get(i)
            .filter(row -> row.session().tenant().equals(query.tenant()))
            .filter(row -> FilterRow.isOf(query.filter(), new StepFilterRow(row, print)))
            .ifPresent(rows::add);
        after = places.get(i);
      }
      if (places.size() < size) {
        return new Found<>(rows, "", complete);
      }
      looked += places.size();
    }
    return new Found<>(rows, mark(after), complete);
  }

  private static String mark(@Nullable Place place) {
    return place == null ? "" : Marks.of(KIND, place.at(), place.segment(), place.ordinal());
  }

  private List<Place> places(Query query, @Nullable Place after, int size) {
    try {
      return index.index().find(query.tenant(), query.filter(), after, size);
    } catch (IOException e) {
      throw new UncheckedIOException("index of steps: could not be read", e);
    }
  }

  /** The steps at those places, in their order; each segment is opened once. */
  private List<Optional<StepRow>> read(List<Place> places) {
    Map<Long, List<StepRow>> segments = new HashMap<>();
    List<Optional<StepRow>> rows = new ArrayList<>();
    try (Connection connection = dataSource.getConnection()) {
      connection.setTransactionIsolation(database.snapshot());
      connection.setAutoCommit(false);
      try {
        for (Place place : places) {
          List<StepRow> steps = segments.get(place.segment());
          if (steps == null) {
            steps = segment(connection, place.segment());
            segments.put(place.segment(), steps);
          }
          rows.add(
              place.ordinal() < steps.size()
                  ? Optional.of(steps.get(place.ordinal()))
                  : Optional.empty());
        }
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("session store: could not read steps", e);
    }
    return rows;
  }

  private static List<StepRow> segment(Connection connection, long id) throws SQLException {
    List<StepRow> sealed =
        steps(connection, "SELECT body FROM segment_body WHERE id = ?", id, 0, false);
    return sealed.isEmpty()
        ? steps(
            connection,
            "SELECT tail FROM session WHERE no = ? AND segments = ?",
            SegmentTable.sessionOf(id),
            SegmentTable.numberOf(id),
            true)
        : sealed;
  }

  private static List<StepRow> steps(
      Connection connection, String sql, long key, int number, boolean open) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, key);
      if (open) {
        select.setInt(2, number);
      }
      try (ResultSet rows = select.executeQuery()) {
        byte[] body = rows.next() ? rows.getBytes(1) : null;
        return body == null ? List.of() : StepDecoder.read(body);
      }
    }
  }
}
