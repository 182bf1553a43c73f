// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.graph;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where nodes stand. Rows may lie above the first one until {@link #top()} is taken off. */
final class Grid {

  /** A place: columns follow time. */
  record Cell(int column, double row) {}

  private final Map<Item, Cell> cells = new LinkedHashMap<>();

  void put(Item item, int column, double row) {
    cells.put(item, new Cell(column, row));
  }

  Map<Item, Cell> cells() {
    return cells;
  }

  Cell cell(Item item) {
    Cell cell = cells.get(item);
    if (cell == null) {
      throw new IllegalStateException("grid: got an item without a place (expected: one placed)");
    }
    return cell;
  }

  /** The first row below everything from a column on, and below {@code atLeast}. */
  double below(int column, double atLeast) {
    double lowest = atLeast;
    for (Cell cell : cells.values()) {
      if (cell.column() >= column) {
        lowest = Math.max(lowest, cell.row() + 1);
      }
    }
    return lowest;
  }

  /** The highest row in use. */
  double top() {
    return cells.values().stream().mapToDouble(Cell::row).min().orElse(0);
  }
}
