// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.testing;

import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.view.DriftReport;
import io.holdpoint.model.view.DriftReport.Expected;
import io.holdpoint.model.view.DriftReport.Step;
import java.util.List;

/** Reports on drift for tests of those who show them. */
public final class DriftReports {

  private DriftReports() {}

  /** A session that drifted with its second call. */
  public static DriftReport of(SessionId session) {
    return new DriftReport(
        session.value(),
        new DriftReport.Baseline(
            "support-triage, all versions, all tasks",
            40,
            10,
            8.5,
            12L,
            60_000L,
            9_000L,
            200L,
            null),
        2,
        2,
        2,
        List.of(
            new Step(
                1,
                "sample/look",
                0,
                1000,
                -0.7,
                0.1,
                -0.2,
                -0.1,
                0,
                0.01,
                30,
                40,
                List.of(new Expected("sample/look", 0.75))),
            new Step(
                2,
                "sample/send_mail",
                9.25,
                4,
                3.5,
                1.5,
                4,
                0.25,
                0,
                0.2,
                0,
                55,
                List.of(new Expected("sample/look", 0.9), new Expected("sample/note", 0.1)))),
        List.of("plan: unknown, because no source exports the agent's plan to the engine"));
  }
}
