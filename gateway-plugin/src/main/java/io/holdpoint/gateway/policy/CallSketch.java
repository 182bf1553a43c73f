// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy;

import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.decision.PolicyDecisionPoint.Question;
import io.holdpoint.gateway.decision.PolicyDecisionPoint.Result;
import io.holdpoint.gateway.registry.RegisteredAgent;
import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.KeySource;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.identity.SessionKey;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call as somebody writes it down to ask what would become of it.
 *
 * @param upstream the server's name
 * @param tool the tool's name
 * @param kind what kind of step
 * @param arguments as JSON text
 * @param effects of the tool, empty for what the catalogue says
 * @param caller who calls
 * @param registered what is registered of its agent
 * @param session what is known of the session
 * @param result what came back, or null
 */
public record CallSketch(
    String upstream,
    String tool,
    StepKind kind,
    String arguments,
    Set<Effect> effects,
    Caller caller,
    RegisteredAgent registered,
    Before session,
    @Nullable Returned result) {

  private static final String SPAN = "00f067aa0ba902b7";
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  public CallSketch {
    effects = Set.copyOf(effects);
  }

  /**
   * Who calls.
   *
   * @param owner who answers for the agent, empty if nobody is known to
   */
  public record Caller(
      String subject,
      Set<String> groups,
      PrincipalKind kind,
      String agent,
      String version,
      String owner) {
    public Caller {
      groups = Set.copyOf(groups);
    }
  }

  /** What the session had to do with before. */
  public record Before(
      int risk, Set<DataLabel> labels, Set<Effect> effects, String task, String environment) {
    public Before {
      labels = Set.copyOf(labels);
      effects = Set.copyOf(effects);
    }
  }

  /** What came back. */
  public record Returned(String json, boolean error, Set<DataLabel> labels) {
    public Returned {
      labels = Set.copyOf(labels);
    }
  }

  static CallSketch read(DocumentReader item, PolicyText file) {
    String name = item.requiredText("tool");
    int slash = name.indexOf('/');
    if (!name.isBlank() && slash < 1) {
      item.problem("tool", "got \"" + name + "\" (expected: upstream/tool)");
    }
    Caller caller = caller(item.section("as"));
    CallSketch call =
        new CallSketch(
            slash < 1 ? "unknown" : name.substring(0, slash),
            slash < 1 ? name : name.substring(slash + 1),
            item.choice("kind", StepKind.class, StepKind.TOOL_CALL),
            json(item, "arguments", file),
            Set.copyOf(item.choices("effects", Effect.class)),
            caller,
            registered(item.section("registry"), caller),
            before(item.section("session")),
            item.has("result") ? returned(item.section("result"), file) : null);
    item.finish();
    return call;
  }

  private static Caller caller(DocumentReader item) {
    Caller caller =
        new Caller(
            item.text("subject", "somebody"),
            Set.copyOf(item.texts("groups")),
            item.choice("kind", PrincipalKind.class, PrincipalKind.EXCLUSIVE),
            item.text("agent", ""),
            item.text("version", ""),
            item.text("owner", ""));
    item.finish();
    return caller;
  }

  private static RegisteredAgent registered(DocumentReader item, Caller caller) {
    RegisteredAgent agent =
        new RegisteredAgent(
            caller.subject(),
            item.text("owner", caller.owner()),
            item.text("team", ""),
            item.text("purpose", ""),
            item.has("allowed-effects")
                ? Set.copyOf(item.choices("allowed-effects", Effect.class))
                : null,
            Set.copyOf(item.texts("approvers")));
    item.finish();
    return agent;
  }

  private static Before before(DocumentReader item) {
    Before before =
        new Before(
            item.integer("risk", 0, 0, 100),
            Set.copyOf(item.choices("labels", DataLabel.class)),
            Set.copyOf(item.choices("effects", Effect.class)),
            item.text("task", ""),
            item.text("environment", "default"));
    item.finish();
    return before;
  }

  private static Returned returned(DocumentReader item, PolicyText file) {
    Returned returned =
        new Returned(
            json(item, "value", file),
            item.flag("error", false),
            Set.copyOf(item.choices("labels", DataLabel.class)));
    item.finish();
    return returned;
  }

  /** Members of a document; a text is taken for JSON as it stands. */
  private static String json(DocumentReader item, String key, PolicyText file) {
    return item.node(key)
        .map(
            node ->
                node instanceof DocumentNode.Scalar text && !text.isNull()
                    ? text.text()
                    : DocumentJson.of(node, file))
        .orElse("");
  }

  /** The call as it would come before a policy. */
  Question question(ToolCatalogue catalogue, Instant at) {
    AgentIdentity identity =
        new AgentIdentity("default", "holdpoint:sketch", caller.subject(), null, null);
    ToolRef known = catalogue.resolve(upstream, tool, arguments, null);
    ToolRef ref =
        effects.isEmpty()
            ? known
            : new ToolRef(upstream, tool, "", effects, known.labels(), true, known.roles());
    SessionId id = new SessionId("s-sketch");
    Session of =
        new Session(
            id,
            id,
            FloorId.of(identity),
            identity,
            caller.kind(),
            new SessionKey(KeySource.FLOOR, "", EvidenceGrade.G3),
            new AgentClaim(caller.agent(), caller.version()),
            session.task(),
            session.environment(),
            at);
    Step.Attempted attempt =
        new Step.Attempted(
            new StepId("sketch", TRACE, SPAN),
            of,
            kind,
            ref,
            catalogue.arguments(ref, arguments),
            at);
    return new Question(attempt, new ClearView(arguments), null, caller.groups(), session.risk());
  }

  /** What came back, or null. */
  @Nullable Result returned() {
    if (result == null) {
      return null;
    }
    Outcome outcome = result.error() ? new Outcome.ToolError() : new Outcome.Succeeded();
    return new Result(outcome, new ClearView(result.json()), result.labels());
  }

  SessionTraces.Trace trace() {
    return new SessionTraces.Trace(session.labels(), session.effects());
  }
}
