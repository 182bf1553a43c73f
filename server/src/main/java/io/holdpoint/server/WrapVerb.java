// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.stdio.wrap.Wrap;
import io.holdpoint.server.cli.CliFailure;
import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.ExitCode;
import io.holdpoint.server.cli.Terminal;
import io.holdpoint.server.install.HostConfigs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Wraps a stdio server; or puts wrappers into the configurations of hosts. */
@Command(
    name = "wrap",
    description = {
      "Run a stdio MCP server so that its calls are judged; its host sees no difference.",
      "With --install or --uninstall: put that into the configurations of Claude Desktop, Claude",
      "Code, VS Code and Cursor, or take it out again."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint wrap --install --dry-run",
      "  holdpoint wrap --install",
      "  holdpoint wrap --uninstall --file .vscode/mcp.json",
      "  holdpoint wrap --name files -- npx -y @modelcontextprotocol/server-filesystem ."
    })
final class WrapVerb implements CliVerb {

  private final Terminal terminal;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What the server is called in rules, catalogues and pages.")
  private @Nullable String name;

  @Option(names = "--no-args", hidden = true, description = "The command had no arguments.")
  private boolean noArguments;

  @Option(names = "--install", description = "Wrap every stdio server of the hosts' files.")
  private boolean install;

  @Option(names = "--uninstall", description = "Take every wrapper out again.")
  private boolean uninstall;

  @Option(names = "--dry-run", description = "Only show what would change.")
  private boolean dryRun;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "This file instead of those of the home folder and of this one; repeatable.")
  private List<Path> files = List.of();

  @Parameters(paramLabel = "COMMAND", description = "The server's command, after --.")
  private List<String> command = List.of();

  WrapVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    if (install && uninstall) {
      throw new CliFailure(ExitCode.USAGE, "got --install and --uninstall (expected: one of them)");
    }
    if (!install && !uninstall) {
      List<String> words = new ArrayList<>(List.of("--name", name == null ? "" : name));
      words.addAll(noArguments ? List.of("--no-args", "--") : List.of("--"));
      words.addAll(command);
      return run(words);
    }
    return rewrite(install ? HostConfigs.Direction.WRAP : HostConfigs.Direction.UNWRAP);
  }

  private static int run(List<String> words) {
    try {
      Wrap.main(words.toArray(String[]::new));
      return ExitCode.OK.code();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliFailure(ExitCode.FAILED, "interrupted");
    }
  }

  private int rewrite(HostConfigs.Direction direction) {
    HostConfigs configs = new HostConfigs(launcher());
    Path home = Path.of(System.getProperty("user.home", "."));
    List<Path> chosen =
        files.isEmpty() ? HostConfigs.existing(home, Path.of("").toAbsolutePath()) : files;
    if (chosen.isEmpty()) {
      terminal.err().println("No configuration of a host found; name one with --file.");
    }
    int failed = 0;
    for (Path file : chosen) {
      try {
        rewrite(configs, file, direction);
      } catch (IOException e) {
        terminal.err().println("holdpoint: " + e.getMessage());
        failed++;
      }
    }
    if (!dryRun && !chosen.isEmpty()) {
      terminal.out().println("Restart the hosts for it to take effect.");
    }
    return failed == 0 ? ExitCode.OK.code() : ExitCode.FAILED.code();
  }

  private void rewrite(HostConfigs configs, Path file, HostConfigs.Direction direction)
      throws IOException {
    HostConfigs.Change change = configs.plan(file, direction);
    String done = direction == HostConfigs.Direction.WRAP ? "wrapped" : "unwrapped";
    if (change.changed().isEmpty()) {
      terminal.out().println(file + ": nothing to do");
      return;
    }
    if (dryRun) {
      terminal.out().print(change.diff());
      return;
    }
    configs.apply(change, direction);
    terminal.out().println(file + ": " + done + " " + String.join(", ", change.changed()));
  }

  private static String launcher() {
    String launcher = System.getProperty("holdpoint.launcher", "");
    return launcher.isEmpty() ? "holdpoint" : launcher;
  }
}
