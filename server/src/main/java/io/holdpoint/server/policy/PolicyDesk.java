// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.policy;

import static java.util.Objects.requireNonNull;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Method;
import io.holdpoint.dashboard.OperatorRoute.Request;
import io.holdpoint.dashboard.access.Right;
import io.holdpoint.engine.yaml.YamlDocuments;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.policy.CallSketch;
import io.holdpoint.gateway.policy.Clause;
import io.holdpoint.gateway.policy.Explanation;
import io.holdpoint.gateway.policy.Policies;
import io.holdpoint.gateway.policy.Policy;
import io.holdpoint.gateway.policy.PolicyText;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.document.Position;
import io.holdpoint.model.document.Problem;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells operators which policy is in force and what it would say of a call. Nothing is run, counted
 * or recorded by asking. Safe for use by many threads.
 */
public final class PolicyDesk {

  private static final String CALL = "call";
  private static final int MOST_CHARS = 65_536;

  private final Policies policies;
  private final ToolCatalogue catalogue;
  private final InstantSource clock;

  /**
   * @param policies what is in force
   * @param catalogue knows what tools can do
   */
  public PolicyDesk(Policies policies, ToolCatalogue catalogue, InstantSource clock) {
    this.policies = requireNonNull(policies, "policies");
    this.catalogue = requireNonNull(catalogue, "catalogue");
    this.clock = requireNonNull(clock, "clock");
  }

  /** What operators may ask. */
  public List<OperatorRoute> routes() {
    return List.of(
        new OperatorRoute(Method.GET, "/policy", Right.LOOK, request -> standing()),
        new OperatorRoute(Method.POST, "/policy/explain", Right.TRY, this::explain));
  }

  private Answer standing() {
    Policies.Status status = policies.status();
    Policy policy = policies.policy();
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("version", status.version());
    root.put("digest", status.digest());
    root.put("since", status.since().toString());
    root.put("problem", status.problem());
    root.put("otherwise", policy.permitsOtherwise() ? "permit" : "deny");
    ArrayNode clauses = root.putArray("clauses");
    policy.clauses().forEach(clause -> clause(clauses.addObject(), clause));
    return new Answer(200, root.toString());
  }

  private static void clause(ObjectNode node, Clause clause) {
    node.put("id", clause.id());
    node.put("title", clause.title());
    node.put("does", clause.action().word());
    node.put("asked", clause.onResult() ? "result" : CALL);
    node.put("at", place(clause.position()));
  }

  private Answer explain(Request request) {
    if (request.body().length() > MOST_CHARS) {
      return error(413, CALL + ": got more than 64 KiB (expected: less)");
    }
    List<Problem> problems = new ArrayList<>();
    Optional<CallSketch> call = read(request.body(), problems);
    if (call.isEmpty()) {
      return error(422, String.join("; ", problems.stream().map(Problem::message).toList()));
    }
    Explanation said = Explanation.of(policies.policy(), call.get(), catalogue, clock.instant());
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("version", policies.status().version());
    root.put("verdict", said.verdict());
    ArrayNode reasons = root.putArray("reasons");
    said.reasons().forEach(reasons::add);
    ArrayNode lines = root.putArray("clauses");
    said.clauses().forEach(line -> line(lines.addObject(), line));
    return new Answer(200, root.toString());
  }

  private static Optional<CallSketch> read(String body, List<Problem> problems) {
    try {
      PolicyText text = new PolicyText(CALL, body, YamlDocuments.parse(CALL, body));
      CallSketch call = Explanation.call(text, problems);
      return problems.isEmpty() ? Optional.of(call) : Optional.empty();
    } catch (DocumentException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private static void line(ObjectNode node, Explanation.Line line) {
    node.put("id", line.id());
    node.put("does", line.does());
    node.put("applies", line.applies());
    node.put("why", line.why());
    node.put("at", place(line.at()));
  }

  /** Without the folder: where files lie on this host is nobody's business. */
  private static String place(Position at) {
    Path name = Path.of(at.file()).getFileName();
    return (name == null ? at.file() : name.toString()) + ":" + at.line();
  }

  private static Answer error(int status, String message) {
    ObjectNode node = JsonMapper.shared().createObjectNode();
    node.put("code", "policy.invalid").put("message", message);
    return new Answer(status, node.toString());
  }
}
