// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.model.view.StepRow;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What stands in {@code v1.sql}: two sessions as the first version of the tables had them. */
final class OldRows {

  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final SessionId FIRST = new SessionId("s-0a");
  private static final SessionId SECOND = new SessionId("s-0b");

  private OldRows() {}

  static List<StepRow> first() {
    return List.of(step(1, FIRST, "deny", false), step(2, FIRST, "permit", false));
  }

  static List<StepRow> second() {
    return List.of(step(3, SECOND, "permit", false));
  }

  /** Marks that the second session is over. */
  static StepRow end() {
    return step(4, SECOND, "", true);
  }

  static void assertThere(SqlSessionStore store) {
    assertThat(store.steps("default", FIRST, 0, 10)).isEqualTo(first());
    assertThat(store.steps("default", SECOND, 0, 10)).isEqualTo(second());
    assertThat(store.sessions("default", 10))
        .extracting(SessionRow::steps, SessionRow::denied, row -> row.facts().ended())
        .containsExactly(tuple(1, 0, true), tuple(2, 1, false));
  }

  private static StepRow step(int n, SessionId session, String verdict, boolean end) {
    return new StepRow(
        new StepId("gw-1", "0".repeat(30) + "a" + n, "0".repeat(14) + "b" + n),
        n == 1 ? "" : "00000000000000b1",
        facts(session, n * 10, end),
        end ? StepKind.SESSION_END : StepKind.TOOL_CALL,
        end ? "" : "files",
        end ? "" : "read-" + n,
        START.plusSeconds(n),
        1_234_567L,
        verdict,
        "succeeded",
        Set.of(Effect.READ),
        Set.of(DataLabel.PRIVATE),
        List.of(
            new Reason(
                "rule.matched",
                new RuleRef("HP-CHAIN-001", 3),
                "Secret, then egress.",
                List.of(new StepId("gw-1", "0".repeat(32), "0".repeat(16))))),
        new Payload(new Digest("0123456789abcdef".repeat(2)), 20, "{\"path\":\"/ü\"}"),
        Payload.NONE,
        EvidenceGrade.G0);
  }

  private static SessionFacts facts(SessionId id, int risk, boolean ended) {
    return new SessionFacts(
        id,
        id,
        "default",
        "test",
        new FloorId("f-0123"),
        PrincipalKind.EXCLUSIVE,
        "support",
        "triage",
        "2.4.1",
        "sort mail",
        "mcp-session",
        START,
        risk,
        ended);
  }
}
