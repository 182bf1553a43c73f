// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.collector.search.IndexedStep.Place;
import io.holdpoint.collector.search.StepGroups;
import io.holdpoint.model.port.SessionSearch.Found;
import io.holdpoint.model.port.SessionSearch.Query;
import io.holdpoint.model.query.FilterRow;
import io.holdpoint.model.query.StepFilterRow;
import io.holdpoint.model.view.StepRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Finds steps: the index tells which groups may have one, the segments tell what is in them. Groups
 * overlap in time, so a step is looked at once no other group can have a newer one. A step that
 * moved between the two looks is left out, as one that came a moment later would be.
 */
final class StepFinder {

  private static final String KIND = "steps";

  /** What may be spent on a page, where a step looked at is 1. */
  private static final int EFFORT = 20_000;

  /** Of that for a segment that has to be opened. */
  private static final int OPENING = 20;

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
    try (StepGroups groups =
            index.index().groups(query.tenant(), query.filter(), after, query.limit() + 1);
        SegmentReader segments = SegmentReader.open(dataSource, database)) {
      return find(query, after, new Newest(groups, after), segments, complete);
    } catch (IOException e) {
      throw new UncheckedIOException("index of steps: could not be read", e);
    } catch (SQLException e) {
      throw new IllegalStateException("session store: could not read steps", e);
    }
  }

  private Found<StepRow> find(
      Query query, @Nullable Place after, Newest places, SegmentReader segments, boolean complete)
      throws IOException, SQLException {
    List<StepRow> rows = new ArrayList<>();
    Place last = after;
    int looked = 0;
    for (Place place = places.next(); place != null; place = places.next()) {
      if (rows.size() == query.limit() || looked + OPENING * segments.opened() >= EFFORT) {
        return new Found<>(rows, mark(last), complete);
      }
      StepRow row = segments.step(place);
      looked++;
      if (row != null
          && row.session().tenant().equals(query.tenant())
          && FilterRow.isOf(query.filter(), new StepFilterRow(row, print))) {
        rows.add(row);
      }
      last = place;
    }
    return new Found<>(rows, "", complete);
  }

  private static String mark(@Nullable Place place) {
    return place == null ? "" : Marks.of(KIND, place.at(), place.segment(), place.ordinal());
  }

  /** Places out of groups, the newest first. */
  private static final class Newest {

    private final StepGroups groups;
    private final @Nullable Place after;
    private final PriorityQueue<Place> waiting = new PriorityQueue<>();

    Newest(StepGroups groups, @Nullable Place after) {
      this.groups = groups;
      this.after = after;
    }

    @Nullable Place next() throws IOException {
      Long lastAt = groups.nextLastAt();
      while (lastAt != null) {
        Place first = waiting.peek();
        if (first != null && first.at() > lastAt) {
          break;
        }
        groups.next(this::add);
        lastAt = groups.nextLastAt();
      }
      return waiting.poll();
    }

    private void add(Place place) {
      if (after == null || place.compareTo(after) > 0) {
        waiting.add(place);
      }
    }
  }
}
