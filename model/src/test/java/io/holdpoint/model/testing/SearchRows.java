// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.testing;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.DetectionKind;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Severity;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.StepDetail;
import io.holdpoint.model.view.StepRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A handful of sessions with odd names in them, to be searched. */
final class SearchRows {

  private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");
  private static final int SESSIONS = 7;
  private static final int STEPS = 56;
  private static final List<String> AGENTS =
      List.of(
          "Billing",
          "triage",
          "a!b",
          "Bill_ng",
          "",
          "Grüße \u0000 100%",
          "billing " + "x".repeat(600));
  private static final List<String> TOOLS =
      List.of("send_mail", "read", "search", "Überweisung", "mail,list", "");
  private static final List<String> VIEWS =
      List.of(
          "",
          "{\"text\":\"please wire\\ntransfer 4711 to Billing\"}",
          "{\"q\":\"Straße, invoice 12\"}",
          "plain text about a wire and a transfer");

  private SearchRows() {}

  static SessionId session(int n) {
    return new SessionId("s-" + String.format("%08x", n));
  }

  /** All steps, in the order in which they began. */
  static List<StepRow> all() {
    List<StepRow> rows = new ArrayList<>();
    for (int n = 0; n < STEPS; n++) {
      rows.add(row(n, n % SESSIONS, START.plusSeconds(n)));
    }
    return rows;
  }

  /** A step that comes later, of the session with that number. */
  static StepRow newer(int n) {
    return row(1000 + n, n % SESSIONS, START.plusSeconds(10_000 + n));
  }

  static List<DetectionRow> detections() {
    List<DetectionRow> detections = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      detections.add(
          new DetectionRow(
              "default",
              new Detection(
                  "d-" + n,
                  new RuleRef("HP-1", 1),
                  DetectionKind.CHAIN,
                  Severity.HIGH,
                  session(n % 2),
                  List.of(all().getFirst().id()),
                  n,
                  Action.ALERT,
                  Mode.ENFORCE,
                  "text",
                  START)));
    }
    return detections;
  }

  static StepRow renamed(StepRow row, String name) {
    return new StepRow(
        row.id(),
        row.parentSpanId(),
        row.session(),
        row.kind(),
        row.upstream(),
        name,
        row.startedAt(),
        row.durationNanos(),
        row.verdict(),
        row.outcome(),
        row.effects(),
        row.labels(),
        row.reasons(),
        row.arguments(),
        row.result(),
        row.grade(),
        row.detail());
  }

  private static StepRow row(int n, int session, Instant at) {
    return new StepRow(
        new StepId("gw-1", String.format("%032x", n + 1), String.format("%016x", n + 1)),
        "",
        facts(session, n),
        n % 5 == 0 ? StepKind.MODEL_CALL : StepKind.TOOL_CALL,
        n % 4 == 0 ? "" : "crm",
        TOOLS.get(n % TOOLS.size()),
        at,
        n * 1_234_567L,
        List.of("permit", "deny", "").get(n % 3),
        n % 7 == 0 ? "" : "succeeded",
        n % 3 == 0 ? Set.of(Effect.READ, Effect.EGRESS) : Set.of(Effect.MEMORY_READ),
        n % 4 == 1 ? Set.of(DataLabel.SECRET, DataLabel.PRIVATE) : Set.of(),
        n % 6 == 0
            ? List.of(
                new Reason("rule.matched", new RuleRef("HP-1", 1), "Secret, then wire.", List.of()))
            : List.of(),
        new Payload(
            new Digest("0123456789abcdef0123456789abcdef"),
            10,
            VIEWS.get(n % VIEWS.size()),
            List.of()),
        new Payload(
            Digest.NONE, 0, "", n == 2 || n == 9 || n == 12 ? List.of("471147114700") : List.of()),
        n % 2 == 0 ? EvidenceGrade.G0 : EvidenceGrade.G2,
        n % 5 == 0
            ? new StepDetail("otel", "", "gpt", "", "", n, 2L * n, 0, 0, 1, 0)
            : StepDetail.NONE);
  }

  private static SessionFacts facts(int session, int n) {
    return new SessionFacts(
        session(session),
        session(session),
        "default",
        session % 2 == 0 ? "Prod" : "test",
        null,
        null,
        "u-" + session % 3,
        AGENTS.get(session),
        "1." + session,
        session == 4 ? "wire the invoice " + "y".repeat(600) + " end" : "",
        "trace",
        START,
        n * 13 % 101,
        false);
  }
}
