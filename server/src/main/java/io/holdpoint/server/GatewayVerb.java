// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.telemetry.TelemetrySettings;
import io.holdpoint.server.cli.CliFailure;
import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.ExitCode;
import io.holdpoint.server.cli.Terminal;
import io.holdpoint.server.config.ControlAddress;
import io.holdpoint.server.config.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
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
      "While that process cannot be reached, what only reads goes on and all else is refused."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  holdpoint gateway --engine http://127.0.0.1:7421 --token-file gateway.token -c edge.yaml",
      "",
      "The token is gateway.token in the data folder of the process with the engine."
    })
final class GatewayVerb implements CliVerb {

  private static final int OTLP_GRPC = 4317;

  private final Terminal terminal;

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--engine",
      paramLabel = "URL",
      required = true,
      description = "The control API of the process with the engine.")
  private String engine = "";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      required = true,
      description = "The gateway token of that process.")
  private Path tokenFile = Path.of("");

  @Option(
      names = "--otlp",
      paramLabel = "URL",
      description = "Its OTLP/gRPC receiver; default port 4317 of the engine's host.")
  private @Nullable String otlp;

  GatewayVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    URI engineAddress = address("--engine", engine);
    String collector = otlp;
    URI telemetry =
        collector == null
            ? URI.create(
                engineAddress.getScheme() + "://" + engineAddress.getHost() + ":" + OTLP_GRPC)
            : address("--otlp", collector);
    String token = token();
    ServerConfig config = options.load(terminal);
    HoldpointGateway gateway;
    try {
      gateway =
          HoldpointGateway.start(
              config,
              engineAddress,
              token,
              TelemetrySettings.to(config.gateway().source(), telemetry, token),
              terminal.clock());
    } catch (StartFailure e) {
      throw ConfigOptions.cannotStart(e);
    }
    terminal.out().println("holdpoint gateway is up on port " + gateway.port());
    terminal.out().println("  engine     " + engineAddress);
    terminal.out().flush();
    UntilStopped.await(gateway::close);
    return ExitCode.OK.code();
  }

  private static URI address(String option, String text) {
    try {
      return ControlAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CliFailure(ExitCode.USAGE, option + ": " + e.getMessage());
    }
  }

  private String token() {
    try {
      return Files.readString(tokenFile).strip();
    } catch (IOException e) {
      throw new CliFailure(
          ExitCode.USAGE,
          "--token-file: cannot read " + tokenFile + " (expected: a readable file)");
    }
  }
}
