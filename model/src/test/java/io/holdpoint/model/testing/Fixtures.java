// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.testing;

import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.KeySource;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.identity.SessionKey;
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;

/** One agent with its sessions, tools and steps, the same in every module's tests. */
public final class Fixtures {

  public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  public static final AgentIdentity TRIAGE =
      new AgentIdentity("default", "holdpoint:key", "support-triage", null, "key-1");

  public static final PayloadDigester DIGESTER =
      new PayloadDigester("fixture-digest-key".getBytes(StandardCharsets.US_ASCII));

  private Fixtures() {}

  /** The n-th session of {@link #TRIAGE}, by its own {@code Mcp-Session-Id}. */
  public static Session session(int n) {
    return session(TRIAGE, PrincipalKind.EXCLUSIVE, n, EvidenceGrade.G3);
  }

  /** The n-th session of an identity. */
  public static Session session(
      AgentIdentity identity, PrincipalKind kind, int n, EvidenceGrade grade) {
    SessionId id = new SessionId("s-" + String.format("%08x", n));
    return new Session(
        id,
        id,
        FloorId.of(identity),
        identity,
        kind,
        new SessionKey(KeySource.MCP_SESSION, "mcp-" + n, grade),
        new AgentClaim("support-triage", "2.4.1"),
        "",
        "test",
        NOW);
  }

  /** The n-th step id. */
  public static StepId stepId(int n) {
    return new StepId("gw-test", String.format("%032x", n + 1L), String.format("%016x", n + 1L));
  }

  /** A tool of a server called {@code sample}. */
  public static ToolRef tool(String name, Set<Effect> effects, Set<DataLabel> labels) {
    return new ToolRef("sample", name, "", effects, labels, true);
  }

  /** A payload of JSON text, its masked view being the text itself. */
  public static Payload payload(String json) {
    return new Payload(DIGESTER.digest(json), json.getBytes(StandardCharsets.UTF_8).length, json);
  }

  /** The n-th step of a session: a tool call at {@code at}. */
  public static Step.Attempted attempt(
      int n, Session session, ToolRef tool, String arguments, Instant at) {
    return new Step.Attempted(stepId(n), session, StepKind.TOOL_CALL, tool, payload(arguments), at);
  }

  /** A successful end of an attempt, carrying the tool's labels. */
  public static Step.Completed completion(Step.Attempted attempt, String result) {
    return new Step.Completed(
        attempt.id(),
        attempt.session().id(),
        new Outcome.Succeeded(),
        payload(result),
        attempt.tool().labels(),
        attempt.at());
  }

  /** The head of an operator's signal for a session. */
  public static Signal.Header header(String ref, Session session, Instant at) {
    return new Signal.Header(
        ref, Target.of(session), new Author.Operator("mira"), "looks wrong", at);
  }
}
