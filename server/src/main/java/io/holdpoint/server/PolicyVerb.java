// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.policy.CallSketch;
import io.holdpoint.gateway.policy.Explanation;
import io.holdpoint.gateway.policy.Policy;
import io.holdpoint.gateway.policy.PolicyReader;
import io.holdpoint.gateway.policy.PolicyTests;
import io.holdpoint.gateway.policy.cel.PolicyLanguage;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.document.Problem;
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.server.cli.CliFailure;
import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.ExitCode;
import io.holdpoint.server.cli.Terminal;
import io.holdpoint.server.config.Catalogues;
import io.holdpoint.server.config.PolicyFiles;
import io.holdpoint.server.config.ServerConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Asks the policy files what would become of a call, and runs their own cases. */
@Command(
    name = "policy",
    description = {
      "Ask the policy of a configuration what would become of a call, or run the cases in its"
          + " files.",
      "Starts nothing, changes nothing."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint policy test --config holdpoint.yaml",
      "  holdpoint policy explain --call call.yaml --config holdpoint.yaml",
      "",
      "call.yaml:  tool: db/query",
      "            arguments: {query: \"drop table users\"}",
      "            as: {subject: ann, groups: [support]}"
    })
final class PolicyVerb implements CliVerb {

  private static final byte[] NO_SECRET = "no digest leaves here".getBytes(UTF_8);

  private final Terminal terminal;

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Parameters(paramLabel = "explain|test", description = "What to do.")
  private String what = "";

  @Option(names = "--call", paramLabel = "FILE", description = "The call to explain.")
  private @Nullable Path call;

  @Option(names = "--json", description = "Answer as JSON.")
  private boolean json;

  PolicyVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    Path file = call;
    boolean explains = what.equals("explain");
    if (!explains && !what.equals("test")) {
      throw new CliFailure(
          ExitCode.USAGE, "policy: got \"" + what + "\" (expected: explain or test)");
    }
    if (explains && file == null) {
      throw new CliFailure(ExitCode.USAGE, "--call: got nothing (expected: a file)");
    }
    try {
      ServerConfig config = options.load(terminal);
      ToolCatalogue catalogue =
          Catalogues.read(config.catalogues(), new PayloadDigester(NO_SECRET));
      Policy policy =
          new PolicyReader(new PolicyLanguage())
              .read(new PolicyFiles(config.gateway().policy()).read());
      return explains && file != null ? explain(policy, catalogue, file) : test(policy, catalogue);
    } catch (DocumentException e) {
      e.problems().forEach(problem -> terminal.err().println(problem));
      return ExitCode.CONFIGURATION.code();
    }
  }

  private int explain(Policy policy, ToolCatalogue catalogue, Path file) {
    List<Problem> problems = new ArrayList<>();
    CallSketch sketch = Explanation.call(PolicyFiles.read(file), problems);
    if (!problems.isEmpty()) {
      throw new DocumentException(problems);
    }
    Explanation explanation = Explanation.of(policy, sketch, catalogue, terminal.clock().instant());
    if (json) {
      terminal.out().println(JsonMapper.shared().writeValueAsString(view(explanation)));
      return ExitCode.OK.code();
    }
    terminal.out().println(explanation.verdict());
    explanation.reasons().forEach(reason -> terminal.out().println("  " + reason));
    explanation.clauses().forEach(line -> terminal.out().println(text(line)));
    return ExitCode.OK.code();
  }

  private static Map<String, Object> view(Explanation explanation) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("verdict", explanation.verdict());
    view.put("reasons", explanation.reasons());
    view.put(
        "clauses",
        explanation.clauses().stream()
            .map(
                line ->
                    Map.of(
                        "id", line.id(),
                        "does", line.does(),
                        "applies", line.applies(),
                        "why", line.why(),
                        "at", line.at().toString()))
            .toList());
    return view;
  }

  private static String text(Explanation.Line line) {
    return (line.applies() ? "+ " : "- ")
        + line.id()
        + " ("
        + line.does()
        + "): "
        + line.why()
        + "  ["
        + line.at()
        + "]";
  }

  private int test(Policy policy, ToolCatalogue catalogue) {
    List<PolicyTests.Outcome> outcomes =
        PolicyTests.run(policy, catalogue, terminal.clock().instant());
    long failed = outcomes.stream().filter(outcome -> !outcome.passed()).count();
    for (PolicyTests.Outcome outcome : outcomes) {
      if (outcome.passed()) {
        terminal.out().println("ok      " + outcome.name());
      } else {
        terminal
            .out()
            .println(
                "FAILED  "
                    + outcome.name()
                    + ": "
                    + outcome.problem()
                    + "  ["
                    + outcome.at()
                    + "]");
      }
    }
    PolicyTests.untested(policy)
        .forEach(id -> terminal.out().println("        no case makes the clause " + id + " apply"));
    terminal.out().println((outcomes.size() - failed) + " passed, " + failed + " failed");
    return failed == 0 ? ExitCode.OK.code() : ExitCode.FAILED.code();
  }
}
