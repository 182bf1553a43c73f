// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.DetectionKind;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Severity;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.StepRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Builds the stored steps of one session, one after the other. */
public final class Steps {

  private final Session session;
  private final List<StepRow> rows = new ArrayList<>();
  private final int firstId;
  private final Instant start;
  private int risk;

  public Steps(Session session, int firstId, Instant start) {
    this.session = session;
    this.firstId = firstId;
    this.start = start;
  }

  /** The facts of a session that a gateway saw. */
  public static SessionFacts facts(Session session, int risk, boolean ended) {
    return new SessionFacts(
        session.id(),
        session.root(),
        session.identity().tenant(),
        session.environment(),
        session.floor(),
        session.kind(),
        session.identity().subject(),
        session.agent().name(),
        session.agent().version(),
        session.task(),
        session.key().source().name().toLowerCase(java.util.Locale.ROOT),
        session.startedAt(),
        risk,
        ended);
  }

  /** From the next step on the session has this risk. */
  public Steps risk(int next) {
    risk = next;
    return this;
  }

  /** A permitted tool call. */
  public Steps call(String tool, Set<Effect> effects, Set<DataLabel> labels, String args) {
    return add(StepKind.TOOL_CALL, tool, effects, labels, args, "permit", List.of());
  }

  /** A denied tool call. */
  public Steps denied(String tool, Set<Effect> effects, String args, Reason reason) {
    return add(StepKind.TOOL_CALL, tool, effects, Set.of(), args, "deny", List.of(reason));
  }

  /** A model call that telemetry told of. */
  public Steps model(String name) {
    return add(StepKind.MODEL_CALL, name, Set.of(), Set.of(), "", "", List.of());
  }

  public List<StepRow> rows() {
    return List.copyOf(rows);
  }

  public StepId id(int index) {
    return rows.get(index).id();
  }

  /** A detection over some of the steps. */
  public DetectionRow detection(String id, RuleRef rule, Action action, String text, int... chain) {
    List<StepId> steps = java.util.Arrays.stream(chain).mapToObj(this::id).toList();
    return new DetectionRow(
        session.identity().tenant(),
        new Detection(
            id,
            rule,
            kind(action),
            severity(action),
            session.id(),
            steps,
            80,
            action,
            Mode.ENFORCE,
            text,
            rows.get(chain[chain.length - 1]).startedAt()));
  }

  private static DetectionKind kind(Action action) {
    return switch (action) {
      case QUARANTINE, KILL, DENY, HOLD -> DetectionKind.CHAIN;
      case PAUSE, RESTRICT -> DetectionKind.LOOP;
      case ALERT -> DetectionKind.DRIFT;
    };
  }

  private static Severity severity(Action action) {
    return switch (action) {
      case QUARANTINE, KILL, DENY, HOLD -> Severity.CRITICAL;
      case PAUSE, RESTRICT -> Severity.MEDIUM;
      case ALERT -> Severity.LOW;
    };
  }

  private Steps add(
      StepKind kind,
      String tool,
      Set<Effect> effects,
      Set<DataLabel> labels,
      String args,
      String verdict,
      List<Reason> reasons) {
    int n = rows.size();
    boolean telemetry = kind == StepKind.MODEL_CALL;
    boolean deny = verdict.equals("deny");
    rows.add(
        new StepRow(
            Fixtures.stepId(firstId + n),
            "",
            facts(session, risk, false),
            kind,
            telemetry ? "" : tool.substring(0, tool.indexOf('/')),
            tool.substring(tool.indexOf('/') + 1),
            start.plusMillis(n * 1_370L),
            telemetry ? 1_840_000_000L : 23_400_000L + n * 7_100_000L,
            verdict,
            telemetry ? "" : deny ? "refused" : "succeeded",
            effects,
            labels,
            reasons,
            args.isEmpty() ? Payload.NONE : Fixtures.payload(args),
            deny || telemetry
                ? Payload.NONE
                : new Payload(new Digest("91c4d2f08ab1c6e791c4d2f08ab1e07b"), 2_412, RESULT),
            telemetry ? EvidenceGrade.G2 : EvidenceGrade.G0));
    return this;
  }

  private static final String RESULT =
      """
      {"content":[{"type":"text","text":"▒ 1980 chars"}],"isError":false}\
      """;
}
