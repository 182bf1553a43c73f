// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules;

import io.holdpoint.engine.esper.Budget;
import io.holdpoint.engine.trial.Trial;
import io.holdpoint.model.document.DocumentReader;

/** Reads what a rule may cost. */
final class BudgetReader {
  private static final int MOST_KEPT = 1 << 20;

  private BudgetReader() {}

  static Budget read(DocumentReader file) {
    DocumentReader section = file.section("budget");
    Budget budget =
        new Budget(
            section.integer("micros-per-event", 0, 1, Trial.MICROS_PER_EVENT),
            section.integer("bytes-per-event", 0, 1, Trial.BYTES_PER_EVENT),
            section.integer("bytes-per-session", 0, 1, MOST_KEPT));
    section.finish();
    return budget;
  }
}
