// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.query;

/** What is wrong with a filter, and where. */
public final class FilterException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int column;

  FilterException(int column, String message) {
    super("filter, column " + column + ": " + message);
    this.column = column;
  }

  /** Where the trouble begins, from 1. */
  public int column() {
    return column;
  }
}
