// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper.aggregate;

import io.holdpoint.engine.event.Approval;
import io.holdpoint.engine.event.Contained;
import io.holdpoint.engine.event.Detected;
import io.holdpoint.engine.event.StepEvent;
import io.holdpoint.engine.event.Telemetry;

/** When an event of ours happened, in engine time. */
final class Times {
  private Times() {}

  static long of(Object event) {
    return switch (event) {
      case StepEvent step -> step.at();
      case Telemetry told -> told.at();
      case Detected found -> found.at();
      case Contained contained -> contained.at();
      case Approval approval -> approval.at();
      default ->
          throw new IllegalArgumentException(
              "event: got " + event.getClass().getSimpleName() + " (expected: one of ours)");
    };
  }
}
