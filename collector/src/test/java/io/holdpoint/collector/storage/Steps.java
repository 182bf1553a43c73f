// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

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
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.StepRow;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Steps of all sorts. */
final class Steps {

  private Steps() {}

  static SessionId session(int n) {
    return new SessionId("s-" + String.format("%08x", n));
  }

  /** A step that began within ten seconds, unlike any other. */
  static StepRow random(Random random, int session) {
    String name = "tool-" + random.nextInt(5);
    boolean ends = random.nextInt(50) == 0;
    SessionFacts facts = facts(session, random.nextInt(101), ends);
    return new StepRow(
        new StepId(
            random.nextBoolean() ? "gw-1" : "otlp:app",
            Hex.text(random.nextLong(), random.nextLong()),
            Hex.text(random.nextLong())),
        random.nextInt(3) == 0 ? "" : random.nextInt(9) == 0 ? "not hex" : "00000000000000aa",
        facts,
        oneOf(StepKind.values(), random),
        random.nextBoolean() ? "files" : "",
        ends ? "" : name,
        Fixtures.NOW.plusMillis(random.nextInt(10_000)),
        random.nextInt(5_000_000) - 10,
        random.nextInt(4) == 0 ? "deny" : "permit",
        "succeeded",
        random.nextBoolean() ? Set.of(Effect.READ, Effect.EGRESS) : Set.of(),
        random.nextBoolean() ? Set.of(DataLabel.SECRET) : Set.of(),
        random.nextBoolean()
            ? List.of()
            : List.of(
                Reason.NO_OBJECTION,
                new Reason(
                    "rule.matched",
                    new RuleRef("HP-CHAIN-001", 3),
                    "Secret, then egress.",
                    List.of(Fixtures.stepId(random.nextInt(9))))),
        payload(random),
        payload(random),
        oneOf(EvidenceGrade.values(), random));
  }

  static StepRow named(StepRow row, String name) {
    return copy(row, row.session(), name, row.startedAt(), row.arguments(), row.result());
  }

  static StepRow withResult(StepRow row, Payload result) {
    return copy(row, row.session(), row.name(), row.startedAt(), row.arguments(), result);
  }

  static StepRow withArguments(StepRow row, Payload arguments) {
    return copy(row, row.session(), row.name(), row.startedAt(), arguments, row.result());
  }

  /** The same step in another session, at another time. */
  static StepRow moved(StepRow row, int session, int millis) {
    SessionFacts facts = facts(session, row.session().risk(), row.session().ended());
    Instant at = Fixtures.NOW.plusMillis(millis);
    return copy(row, facts, row.name(), at, row.arguments(), row.result());
  }

  private static <E> E oneOf(E[] all, Random random) {
    return all[random.nextInt(all.length)];
  }

  private static Payload payload(Random random) {
    return random.nextInt(4) == 0
        ? Payload.NONE
        : new Payload(
            new Digest(Hex.text(random.nextLong(), random.nextLong())),
            random.nextInt(100_000),
            random.nextInt(12) == 0
                ? large(random.nextInt(4))
                : "{\"text\":\""
                    + "ä word ".repeat(random.nextInt(60))
                    + random.nextInt(9)
                    + "\"}");
  }

  /** One of a few views that segments share. */
  private static String large(int n) {
    return "{\"large\":\"" + (n + " lärge ").repeat(SharedViews.LARGE / 5) + "\"}";
  }

  private static SessionFacts facts(int session, int risk, boolean ended) {
    return new SessionFacts(
        session(session),
        session(0),
        "default",
        "test",
        session == 1 ? null : FloorId.of(Fixtures.TRIAGE),
        session == 1 ? null : PrincipalKind.EXCLUSIVE,
        "support-triage",
        "triage",
        "2.4.1",
        "sort mail",
        "mcp-session",
        Fixtures.NOW,
        risk,
        ended);
  }

  private static StepRow copy(
      StepRow row,
      SessionFacts facts,
      String name,
      Instant startedAt,
      Payload arguments,
      Payload result) {
    return new StepRow(
        row.id(),
        row.parentSpanId(),
        facts,
        row.kind(),
        row.upstream(),
        name,
        startedAt,
        row.durationNanos(),
        row.verdict(),
        row.outcome(),
        row.effects(),
        row.labels(),
        row.reasons(),
        arguments,
        result,
        row.grade());
  }
}
