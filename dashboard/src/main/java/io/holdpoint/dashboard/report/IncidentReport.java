// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.report;

import io.holdpoint.dashboard.answers.AnswersView;
import io.holdpoint.dashboard.view.DetectionView;
import io.holdpoint.dashboard.view.RowView;
import io.holdpoint.dashboard.view.SessionView;
import io.holdpoint.dashboard.view.SignalView;
import java.time.Instant;
import java.util.List;

/**
 * What happened in a session, to be handed on.
 *
 * @param product with its version
 * @param madeAt when
 * @param madeBy the operator who asked for it
 * @param session as it stood
 * @param answers to the five questions
 * @param detections in it, oldest first
 * @param signals that bear on it, oldest first
 * @param totalSteps how many steps the session has
 * @param steps those that matter, by time: all of a short session, else the last ones and every
 *     step that was stopped or proves a detection
 */
public record IncidentReport(
    String product,
    Instant madeAt,
    String madeBy,
    SessionView session,
    AnswersView answers,
    List<DetectionView> detections,
    List<SignalView> signals,
    int totalSteps,
    List<RowView> steps) {

  public IncidentReport {
    detections = List.copyOf(detections);
    signals = List.copyOf(signals);
    steps = List.copyOf(steps);
  }
}
