// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.document.DocumentException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** Runs one command line: finds the verb, runs it, turns its end into an exit code. */
public final class CommandLineRunner {

  private static final int USAGE_WIDTH = 96;

  private final Terminal terminal;
  private final List<CliVerb> verbs;

  /**
   * @param terminal where to read and write
   * @param local verbs of this process, beside the REST verbs and those of {@link ServiceLoader}
   */
  public CommandLineRunner(Terminal terminal, List<CliVerb> local) {
    this.terminal = terminal;
    this.verbs = new ArrayList<>(local);
    verbs.addAll(new RestVerbs(terminal).all());
    verbs.add(new EvalVerb(terminal));
    verbs.add(new AttackVerb(terminal));
    verbs.add(new VersionVerb(terminal));
    verbs.add(new ReplayVerb(terminal));
    ServiceLoader.load(CliVerb.class).forEach(verbs::add);
  }

  /** Runs the verb and returns the exit code; never throws. */
  public int run(String... arguments) {
    int code = commandLine(asked(arguments)).execute(arguments);
    terminal.out().flush();
    terminal.err().flush();
    return code;
  }

  /** The verb named first; all of them if that is none: reading what each can do takes its time. */
  private List<CliVerb> asked(String... arguments) {
    List<CliVerb> named =
        verbs.stream()
            .filter(verb -> arguments.length > 0 && isCalled(verb, arguments[0]))
            .toList();
    return named.isEmpty() ? verbs : named;
  }

  private static boolean isCalled(CliVerb verb, String word) {
    return requireNonNull(verb.getClass().getAnnotation(Command.class)).name().equals(word);
  }

  private CommandLine commandLine(List<CliVerb> asked) {
    CommandLine root = new CommandLine(new RootCommand());
    asked.stream()
        .map(CommandLineRunner::withVerbs)
        .sorted(Comparator.comparing(line -> rank(line.getCommandName())))
        .forEach(line -> root.addSubcommand(line.getCommandName(), line));
    withHelp(root);
    CommandLine tools = root.getSubcommands().get("tools");
    if (tools != null) {
      tools.addSubcommand(new ToolsWaitingVerb.Approve(terminal));
      tools.addSubcommand(new ToolsWaitingVerb.Refuse(terminal));
      tools.addSubcommand(new ToolsClassifyVerb(terminal));
      tools.getSubcommands().values().forEach(CommandLineRunner::withHelp);
    }
    CommandLine rules = root.getSubcommands().get("rules");
    if (rules != null) {
      CommandLine reload = new CommandLine(new RulesReloadVerb(terminal));
      withHelp(reload);
      rules.addSubcommand(reload);
      CommandLine promote = new CommandLine(new RulesPromoteVerb(terminal, terminal.clock()));
      withHelp(promote);
      rules.addSubcommand(promote);
    }
    CommandLine audit = root.getSubcommands().get("audit");
    if (audit != null) {
      Stream.of(
              AuditHoldVerbs.all(terminal),
              AuditRecordingVerbs.all(terminal),
              List.<CliVerb>of(new AuditExportVerb(terminal), new AuditBundleVerb(terminal)))
          .flatMap(List::stream)
          .map(CommandLineRunner::withVerbs)
          .forEach(line -> audit.addSubcommand(line.getCommandName(), line));
      audit.getSubcommands().values().forEach(CommandLineRunner::withHelp);
    }
    root.getSubcommands().values().forEach(CommandLineRunner::withHelp);
    root.setOut(terminal.out());
    root.setErr(terminal.err());
    root.setColorScheme(
        CommandLine.Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF));
    root.setUsageHelpWidth(USAGE_WIDTH);
    root.setParameterExceptionHandler((e, arguments) -> usage(e));
    root.setExecutionExceptionHandler((e, line, parsed) -> failed(e));
    return root;
  }

  private static CommandLine withVerbs(CliVerb verb) {
    CommandLine line = new CommandLine(verb);
    for (CliVerb below : verb.verbs()) {
      CommandLine lower = withVerbs(below);
      withHelp(lower);
      line.addSubcommand(lower.getCommandName(), lower);
    }
    return line;
  }

  private static void withHelp(CommandLine line) {
    if (!line.getCommandSpec().optionsMap().containsKey("--help")) {
      line.getCommandSpec()
          .addOption(
              CommandLine.Model.OptionSpec.builder("-h", "--help")
                  .usageHelp(true)
                  .description("Show this help.")
                  .build());
    }
  }

  /** Verbs in the order in which a newcomer needs them; unknown ones at the end. */
  private static String rank(String verb) {
    List<String> order =
        List.of(
            "demo",
            "serve",
            "validate",
            "doctor",
            "sessions",
            "pause",
            "restrict",
            "resume",
            "kill",
            "release",
            "tools",
            "gateway",
            "wrap",
            "daemon",
            "rules",
            "eval",
            "attack");
    int index = order.indexOf(verb);
    return index < 0 ? "z" + verb : "a" + index;
  }

  private int usage(ParameterException e) {
    CommandLine line = e.getCommandLine();
    terminal.err().println("holdpoint: " + e.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, terminal.err())) {
      terminal.err().println("Try: " + line.getCommandSpec().qualifiedName() + " --help");
    }
    return ExitCode.USAGE.code();
  }

  private int failed(Exception e) {
    return switch (e) {
      case CliFailure failure -> {
        terminal.err().println("holdpoint: " + failure.getMessage());
        yield failure.exitCode().code();
      }
      case DocumentException invalid -> {
        terminal.err().println(invalid.getMessage());
        yield ExitCode.CONFIGURATION.code();
      }
      default -> {
        terminal.err().println("holdpoint: internal error, please report it: " + e);
        e.printStackTrace(terminal.err());
        yield ExitCode.INTERNAL.code();
      }
    };
  }
}
