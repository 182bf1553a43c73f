// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.samples.agents.RunReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An act that is over, with all that Holdpoint knows of it.
 *
 * @param act what was played
 * @param report what the agent got back
 * @param sessions the agent's sessions as stored
 * @param detections of those sessions
 * @param signals for those sessions
 */
record Played(
    Act act,
    RunReport report,
    List<SessionRow> sessions,
    List<DetectionRow> detections,
    List<Signal> signals) {

  Played {
    sessions = List.copyOf(sessions);
    detections = List.copyOf(detections);
    signals = List.copyOf(signals);
  }

  /** The detection that was hoped for. */
  Optional<DetectionRow> expectedDetection() {
    return detections.stream()
        .filter(d -> d.detection().rule().id().equals(act.rule()))
        .findFirst();
  }

  /** The signal that was hoped for, given by the rule that was hoped for. */
  Optional<Signal> expectedSignal() {
    return signals.stream()
        .filter(s -> s.word().equals(act.action()) && ruleBehind(s).equals(act.rule()))
        .findFirst();
  }

  /** When the first kill was given. */
  Optional<Instant> killedAt() {
    return signals.stream()
        .filter(Signal.Kill.class::isInstance)
        .map(s -> s.header().at())
        .min(Instant::compareTo);
  }

  private static String ruleBehind(Signal signal) {
    return switch (signal.header().author()) {
      case Author.ByRule by -> by.rule().id();
      case Author.Operator operator -> "";
    };
  }
}
