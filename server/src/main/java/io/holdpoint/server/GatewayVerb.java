// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static java.util.Objects.requireNonNull;

import io.holdpoint.server.cli.CliFailure;
import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.ExitCode;
import io.holdpoint.server.cli.Terminal;
import io.holdpoint.server.config.ServerConfig;
import io.holdpoint.server.remote.trust.Enrolment;
import io.holdpoint.server.remote.trust.TrustException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a gateway whose engine is in another process. */
@Command(
    name = "gateway",
    description = {
      "Run a gateway alone; another process, started by \"serve\", judges its calls.",
      "While that process cannot be reached, the failure mode of each effect holds: what only",
      "reads goes on, what changes waits a while, what cannot be undone is refused."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  holdpoint enrol edge-1 --out edge-1.enrolment         (at the process with the engine)",
      "  holdpoint gateway --enrolment edge-1.enrolment -c edge.yaml",
      "",
      "The file holds a private key: carry it to the gateway's machine and keep it readable by its",
      "user only."
    })
final class GatewayVerb implements CliVerb {

  private final Terminal terminal;

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--enrolment",
      paramLabel = "FILE",
      required = true,
      description = "Made for this gateway by \"holdpoint enrol\".")
  private Path file = Path.of("");

  @Option(
      names = "--engine",
      paramLabel = "HOST:PORT",
      description = "The engine's control channel, if not where the enrolment says.")
  private @Nullable String engine;

  GatewayVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    Enrolment enrolment = enrolment();
    ServerConfig config = options.load(terminal);
    HoldpointGateway gateway;
    try {
      gateway = HoldpointGateway.start(config, enrolment, terminal.clock());
    } catch (StartFailure e) {
      throw ConfigOptions.cannotStart(e);
    }
    terminal.out().println("holdpoint gateway is up on port " + gateway.port());
    terminal
        .out()
        .println(
            "  engine     "
                + enrolment.engine()
                + (gateway.isEngineAlive() ? "" : " (away: the failure mode holds)"));
    terminal.out().flush();
    UntilStopped.await(gateway::close);
    return ExitCode.OK.code();
  }

  private Enrolment enrolment() {
    try {
      Enrolment enrolment = Enrolment.read(file);
      String elsewhere = engine;
      return elsewhere == null ? enrolment : enrolment.at(elsewhere);
    } catch (TrustException e) {
      throw new CliFailure(ExitCode.USAGE, "--enrolment: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new CliFailure(ExitCode.USAGE, "--engine: " + e.getMessage());
    }
  }
}
