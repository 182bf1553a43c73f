// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static java.util.Objects.requireNonNull;

import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.ExitCode;
import io.holdpoint.server.cli.Terminal;
import io.holdpoint.server.config.ServerConfig;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs everything in one process until it is told to stop. */
@Command(
    name = "serve",
    description = {
      "Run gateway, engine, collector, API and page in one process.",
      "Stops with Ctrl-C or SIGTERM; state is kept in the data folder."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint serve",
      "  holdpoint serve --config /etc/holdpoint/holdpoint.yaml",
      "",
      "The first start shows an operator token once; keep it for the page and for HOLDPOINT_TOKEN."
    })
final class ServeVerb implements CliVerb {

  private final Terminal terminal;

  @Mixin private ConfigOptions options = new ConfigOptions();

  ServeVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    ServerConfig config = options.load(terminal);
    HoldpointServer server;
    try {
      server = HoldpointServer.start(config, terminal.clock());
    } catch (StartFailure e) {
      throw ConfigOptions.cannotStart(e);
    }
    print(server);
    UntilStopped.await(server::close);
    return ExitCode.OK.code();
  }

  private void print(HoldpointServer server) {
    PrintWriter out = terminal.out();
    HoldpointServer.ListeningPorts ports = server.ports();
    out.println("holdpoint is up");
    out.println("  page       " + server.page());
    if (server.config().gateway().upstreams().isEmpty()) {
      out.println("  gateway    port " + ports.gateway() + ", no upstream server configured");
    }
    server
        .config()
        .gateway()
        .upstreams()
        .forEach(upstream -> out.println("  gateway    " + server.endpoint(upstream.name())));
    if (server.config().gateway().anonymous()) {
      out.println(
          "  anonymous  callers without a credential are admitted at "
              + server.config().gateway().listen()
              + " (gateway.anonymous)");
    }
    out.println("  OTLP       gRPC " + ports.otlpGrpc() + ", HTTP " + ports.otlpHttp());
    if (ports.enforcement() > 0) {
      out.println(
          "  gateways   " + server.config().enforcement().host() + ":" + ports.enforcement());
    }
    out.println("  data       " + server.config().dataDir());
    server
        .firstToken()
        .ifPresent(
            token -> {
              out.println();
              out.println("  operator token, shown this once:  " + token);
              out.println("  for the page, and for the other verbs in HOLDPOINT_TOKEN");
            });
    out.flush();
  }
}
