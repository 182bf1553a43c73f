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
import io.holdpoint.model.view.Claim;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.StepDetail;
import io.holdpoint.model.view.StepRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Builds a session step by step, with times and callers as a test wants them. */
public final class Trace {

  private final Session session;
  private final int firstId;
  private final Instant start;
  private final List<StepRow> rows = new ArrayList<>();
  private final List<Reason> reasons = new ArrayList<>();
  private Set<Effect> effects = Set.of();
  private Set<DataLabel> labels = Set.of();
  private String arguments = "";
  private String verdict = "permit";
  private int resultBytes;
  private int parent = -1;
  private int risk;
  private long at;
  private StepDetail detail = StepDetail.NONE;
  private final List<Claim> claims = new ArrayList<>();

  public Trace(Session session, int firstId, Instant start) {
    this.session = session;
    this.firstId = firstId;
    this.start = start;
  }

  /** The next step is called by this one. */
  public Trace in(int caller) {
    parent = caller;
    return this;
  }

  /** The next step begins so many milliseconds after the session. */
  public Trace at(long millis) {
    at = millis;
    return this;
  }

  public Trace effects(Effect... next) {
    effects = Set.of(next);
    return this;
  }

  /** What the next step's result carries. */
  public Trace labels(DataLabel... next) {
    labels = Set.of(next);
    return this;
  }

  public Trace args(String json) {
    arguments = json;
    return this;
  }

  /** The next model call is given so many tokens and messages; 0 is not told. */
  public Trace given(long tokens, int messages) {
    detail = new StepDetail("otel-genai", "", "", "", "", tokens, 0, 0, 0, messages, 0);
    return this;
  }

  /** A framework tells of the next call, too. */
  public Trace claimed(Claim claim) {
    claims.add(claim);
    return this;
  }

  public Trace brings(int bytes) {
    resultBytes = bytes;
    return this;
  }

  /** From now on the session has this risk. */
  public Trace risk(int next) {
    risk = next;
    return this;
  }

  /** The next step is judged like this. */
  public Trace verdict(String word, Reason... why) {
    verdict = word;
    reasons.addAll(List.of(why));
    return this;
  }

  /** A tool call of this length; returns its index. */
  public int call(String tool, long millis) {
    return add(StepKind.TOOL_CALL, tool, millis);
  }

  /** A model call; returns its index. */
  public int model(String name, long millis) {
    return add(StepKind.MODEL_CALL, name, millis);
  }

  public int user(String name) {
    return add(StepKind.USER_MESSAGE, name, 0);
  }

  /** A hand-off to another agent; returns its index. */
  public int handOff(String agent, long millis) {
    return add(StepKind.HAND_OFF, agent, millis);
  }

  public List<StepRow> rows() {
    return List.copyOf(rows);
  }

  public StepId id(int index) {
    return rows.get(index).id();
  }

  public Reason reason(RuleRef rule, String text, int... evidence) {
    return new Reason(
        "rule.matched", rule, text, Arrays.stream(evidence).mapToObj(this::id).toList());
  }

  public DetectionRow detection(
      String id, RuleRef rule, Severity severity, Mode mode, String text, int... chain) {
    StepRow last = rows.get(chain[chain.length - 1]);
    return new DetectionRow(
        session.identity().tenant(),
        new Detection(
            id,
            rule,
            rule.id().contains("LOOP")
                ? DetectionKind.LOOP
                : rule.id().contains("DRIFT") ? DetectionKind.DRIFT : DetectionKind.CHAIN,
            severity,
            session.id(),
            Arrays.stream(chain).mapToObj(this::id).toList(),
            60,
            Action.HOLD,
            mode,
            text,
            last.startedAt()));
  }

  private int add(StepKind kind, String name, long millis) {
    boolean told = kind != StepKind.TOOL_CALL;
    int slash = name.indexOf('/');
    rows.add(
        new StepRow(
            new StepId(
                kind == StepKind.TOOL_CALL ? "gw-1" : "otlp:support",
                String.format("%032x", firstId + 1L),
                String.format("%016x", firstId + rows.size() + 1L)),
            parent < 0 ? "" : id(parent).spanId(),
            Steps.facts(session, risk, false),
            kind,
            slash < 0 ? "" : name.substring(0, slash),
            name.substring(slash + 1),
            start.plusMillis(at),
            millis * 1_000_000,
            told ? "" : verdict,
            told ? "" : verdict.equals("permit") ? "succeeded" : "refused",
            effects,
            labels,
            reasons,
            arguments.isEmpty() ? Payload.NONE : Fixtures.payload(arguments),
            resultBytes == 0
                ? Payload.NONE
                : new Payload(
                    new Digest("91c4d2f08ab1c6e791c4d2f08ab1e07b"),
                    resultBytes,
                    "{\"content\":[{\"type\":\"text\",\"text\":\"▒ " + resultBytes + " chars\"}]}"),
            told ? EvidenceGrade.G2 : EvidenceGrade.G0,
            detail,
            claims));
    at += millis + 40;
    detail = StepDetail.NONE;
    claims.clear();
    reasons.clear();
    effects = Set.of();
    labels = Set.of();
    arguments = "";
    verdict = "permit";
    resultBytes = 0;
    parent = -1;
    return rows.size() - 1;
  }
}
