// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import io.holdpoint.engine.apart.Compiling;
import io.holdpoint.engine.kit.RuleTests;
import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.policy.Policy;
import io.holdpoint.gateway.policy.PolicyReader;
import io.holdpoint.gateway.policy.PolicyTests;
import io.holdpoint.gateway.policy.cel.PolicyLanguage;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.ExitCode;
import io.holdpoint.server.cli.Terminal;
import io.holdpoint.server.config.Catalogues;
import io.holdpoint.server.config.ConfigSchema;
import io.holdpoint.server.config.PolicyFiles;
import io.holdpoint.server.config.ServerConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks everything a server would read, and runs the rules' own tests; starts nothing. */
@Command(
    name = "validate",
    description = {
      "Check configuration, tool catalogues and rules, and run the rules' own tests.",
      "Prints every problem with file, line and column; starts nothing, changes nothing."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint validate --config holdpoint.yaml",
      "  holdpoint validate --print-schema > holdpoint.schema.json"
    })
final class ValidateVerb implements CliVerb {

  private static final byte[] NO_SECRET = "no digest leaves here".getBytes(UTF_8);

  private final Terminal terminal;

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--print-schema",
      description = "Print the JSON Schema of the configuration file, for editors.")
  private boolean printSchema;

  ValidateVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    if (printSchema) {
      terminal.out().print(ConfigSchema.text());
      return ExitCode.OK.code();
    }
    ServerConfig config = options.load(terminal);
    List<String> problems = new ArrayList<>();
    collect(problems, () -> catalogue(config));
    collect(problems, () -> policy(config));
    collect(problems, () -> rules(config));
    problems.forEach(terminal.err()::println);
    if (!problems.isEmpty()) {
      terminal.err().println(problems.size() + (problems.size() == 1 ? " problem" : " problems"));
      return ExitCode.CONFIGURATION.code();
    }
    terminal.out().println("ok  " + options.file().map(Path::toString).orElse("(defaults)"));
    return ExitCode.OK.code();
  }

  private static void collect(List<String> problems, Supplier<List<String>> check) {
    try {
      problems.addAll(check.get());
    } catch (DocumentException e) {
      e.problems().forEach(problem -> problems.add(problem.toString()));
    }
  }

  private List<String> catalogue(ServerConfig config) {
    Catalogues.read(config.catalogues(), new PayloadDigester(NO_SECRET));
    config.catalogues().forEach(file -> terminal.out().println("ok  catalogue " + file));
    return List.of();
  }

  private List<String> policy(ServerConfig config) {
    Policy policy =
        new PolicyReader(new PolicyLanguage())
            .read(new PolicyFiles(config.gateway().policy()).read());
    ToolCatalogue tools = Catalogues.read(config.catalogues(), new PayloadDigester(NO_SECRET));
    List<PolicyTests.Outcome> outcomes = PolicyTests.run(policy, tools, terminal.clock().instant());
    long passed = outcomes.stream().filter(PolicyTests.Outcome::passed).count();
    terminal.out().println("ok  policy " + policy.digest() + "  (" + passed + " cases passed)");
    return outcomes.stream()
        .filter(outcome -> !outcome.passed())
        .map(outcome -> outcome.at() + ": " + outcome.name() + ": " + outcome.problem())
        .toList();
  }

  /** Own rules are tried; those in the jar were when it was built. */
  private List<String> rules(ServerConfig config) {
    RuleSet rules =
        RuleSet.load(
            Compiling.here(null).at(config.engine().compile()),
            config.engine().rules(),
            config.engine().shippedRules());
    Set<RuleRef> shipped =
        config.engine().shippedRules()
            ? RuleSet.load(List.of(), true, null).rules().stream().map(Rule::ref).collect(toSet())
            : Set.of();
    List<RuleTests.Result> results =
        RuleTests.of(rules)
            .filter(test -> !shipped.contains(test.rule().ref()))
            .map(RuleTests.Case::run)
            .toList();
    if (!shipped.isEmpty()) {
      terminal.out().println("ok  " + shipped.size() + " shipped rules  (tried by the build)");
    }
    rules.rules().stream()
        .filter(rule -> !shipped.contains(rule.ref()))
        .forEach(
            rule ->
                terminal
                    .out()
                    .println(
                        "ok  rule "
                            + rule.ref()
                            + "  "
                            + rule.title()
                            + "  ("
                            + results.stream()
                                .filter(r -> r.rule().id().equals(rule.id()) && r.passed())
                                .count()
                            + " tests passed)"));
    return results.stream().filter(r -> !r.passed()).map(RuleTests.Result::toString).toList();
  }
}
