// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.StepRow;
import java.util.List;

/** What a span turned out to mean. */
public sealed interface Reading {

  /**
   * A step.
   *
   * @param row the step
   * @param detections those that came with it
   */
  record Told(StepRow row, List<DetectionRow> detections) implements Reading {
    public Told {
      requireNonNull(row, "row");
      detections = List.copyOf(detections);
    }
  }

  /** No dialect knows it; most spans of a program are no steps of an agent. */
  record Unknown() implements Reading {}

  /**
   * Its dialect knows it, but it does not hold what it must.
   *
   * @param why {@code what: got <value> (expected: <rule>)}
   */
  record Unreadable(String why) implements Reading {
    public Unreadable {
      requireNonNull(why, "why");
    }
  }
}
