// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.projection;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.StepRow;
import java.util.List;
import java.util.Set;

/** Steps of several senders. */
final class Rows {

  private Rows() {}

  /** The n-th step as a sender tells it. */
  static StepRow row(String source, int n, EvidenceGrade grade) {
    StepId fixture = Fixtures.stepId(n);
    SessionId session = new SessionId("s-" + (grade == EvidenceGrade.G0 ? "01" : "02"));
    return new StepRow(
        new StepId(source, fixture.traceId(), fixture.spanId()),
        "",
        new SessionFacts(
            session,
            session,
            "default",
            "",
            null,
            null,
            "",
            "",
            "",
            "",
            "",
            Fixtures.NOW,
            0,
            false),
        StepKind.TOOL_CALL,
        "",
        "t-" + n,
        Fixtures.NOW,
        0,
        "",
        "",
        Set.of(),
        Set.of(),
        List.of(),
        Payload.NONE,
        Payload.NONE,
        grade);
  }
}
