// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.benchmarks;

import io.holdpoint.engine.yaml.YamlDocuments;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.decision.PolicyDecisionPoint;
import io.holdpoint.gateway.policy.Policies;
import io.holdpoint.gateway.policy.PolicyReader;
import io.holdpoint.gateway.policy.PolicyText;
import io.holdpoint.gateway.policy.cel.PolicyLanguage;
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemoryJournal;
import io.holdpoint.server.config.Catalogues;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What 100 clauses cost one call, none of which applies. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 4)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method first
public class PolicyBenchmark {

  private static final String SQL =
      "SELECT o.id, o.total FROM orders o WHERE o.customer = 'c-17' AND o.state IN ('new', 'open')";

  /**
   * What clauses ask: each for a tool of its own, as policies do; all for the same; or, one of
   * them, for the statements of a query too.
   */
  @Param({"own-tool", "same-tool", "sql"})
  public String clauses = "own-tool";

  private Policies policies;
  private PolicyDecisionPoint.Question question;

  /** Reads the policy and makes the call. */
  @Setup
  public void setUp() {
    StringBuilder text = new StringBuilder("apiVersion: holdpoint/v1\nkind: Policy\nclauses:\n");
    for (int i = 0; i < 100; i++) {
      text.append("  - {id: c")
          .append(i)
          .append(", do: deny, when: '")
          .append(when(i))
          .append("'}\n");
    }
    PolicyText file =
        new PolicyText(
            "bench.yaml", text.toString(), YamlDocuments.parse("bench.yaml", text.toString()));
    ToolCatalogue catalogue =
        Catalogues.read(
            List.of(), new PayloadDigester("policy-benchmark".getBytes(StandardCharsets.US_ASCII)));
    policies =
        Policies.open(
            () -> List.of(file),
            new PolicyReader(new PolicyLanguage()),
            new InMemoryJournal(),
            catalogue,
            Map.of(),
            InstantSource.system());
    String arguments = "{\"query\":\"" + SQL + "\",\"limit\":20,\"format\":\"json\"}";
    var tool = catalogue.resolve("db", "query", arguments, null);
    Step.Attempted attempt =
        new Step.Attempted(
            Fixtures.stepId(1),
            Fixtures.session(1),
            StepKind.TOOL_CALL,
            tool,
            catalogue.arguments(tool, arguments),
            Instant.parse("2026-11-22T09:00:00Z"));
    question =
        new PolicyDecisionPoint.Question(
            attempt, new ClearView(arguments), null, Set.of("support"), 10);
  }

  private String when(int i) {
    String about =
        clauses.equals("own-tool")
            ? "tool.name == \"tool" + i + "\" && "
            : "upstream == \"db\" && ";
    String sql =
        clauses.equals("sql") && i == 0 ? "sql.statements(args.query).exists(s, s.drops) && " : "";
    return about + sql + "args.limit > " + (100 + i) + " && session.risk > " + (20 + i % 50);
  }

  /** One call. */
  @Benchmark
  public Object judge() {
    return policies.attempt(question);
  }
}
