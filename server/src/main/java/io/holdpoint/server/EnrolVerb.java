// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static java.util.Objects.requireNonNull;

import io.holdpoint.server.cli.CliFailure;
import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.ExitCode;
import io.holdpoint.server.cli.Terminal;
import io.holdpoint.server.config.DataLayout;
import io.holdpoint.server.config.ServerConfig;
import io.holdpoint.server.remote.listener.EnforcementSettings;
import io.holdpoint.server.remote.trust.Authority;
import io.holdpoint.server.remote.trust.TrustException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Admits gateways of other processes to this configuration's engine, and takes them out again. */
@Command(
    name = "enrol",
    description = {
      "Admit a gateway of another process or machine to the engine of this configuration.",
      "Writes one file with its key and certificate; works while \"serve\" runs."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint enrol edge-1 --out edge-1.enrolment --engine engine.example:7422",
      "  holdpoint enrol edge-1 --revoke",
      "  holdpoint enrol --list",
      "",
      "The configuration must name an address in enforcement.listen."
    })
final class EnrolVerb implements CliVerb {

  private static final int OTLP_GRPC = 4317;

  private final Terminal terminal;

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "Its name, which its configuration must have as gateway.source.")
  private @Nullable String name;

  @ArgGroup(multiplicity = "1")
  private What what = new What();

  @Option(
      names = "--engine",
      paramLabel = "HOST:PORT",
      description = "Where it will reach the engine; default enforcement.listen.")
  private @Nullable String engine;

  @Option(
      names = "--collector",
      paramLabel = "URL",
      description = "Where it will send spans (OTLP/gRPC); default port 4317 of the engine's host.")
  private @Nullable URI collector;

  EnrolVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  /** One of three. */
  private static final class What {

    @Option(names = "--out", paramLabel = "FILE", description = "Enrol it, and write this file.")
    private @Nullable Path out;

    @Option(names = "--revoke", description = "Take it out: from then on it is refused.")
    private boolean revoke;

    @Option(names = "--list", description = "List those that are enrolled.")
    private boolean list;
  }

  @Override
  public Integer call() {
    ServerConfig config = options.load(terminal);
    EnforcementSettings settings = config.enforcement();
    if (settings.address().isEmpty()) {
      throw new CliFailure(
          ExitCode.CONFIGURATION,
          "enforcement.listen: got nothing (expected: host:port, for example 127.0.0.1:7422)");
    }
    try {
      Authority authority = Authority.open(config.dataDir().resolve(DataLayout.ENFORCEMENT));
      if (what.list) {
        authority.gateways().names().forEach(terminal.out()::println);
      } else if (what.revoke) {
        revoke(authority);
      } else {
        enrol(authority, settings);
      }
      terminal.out().flush();
      return ExitCode.OK.code();
    } catch (TrustException e) {
      throw new CliFailure(ExitCode.FAILED, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new CliFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private void revoke(Authority authority) {
    if (!authority.gateways().remove(named())) {
      throw new CliFailure(
          ExitCode.FAILED, "gateway: got \"" + name + "\" (expected: one that is enrolled)");
    }
    terminal.out().println(name + " is out; what it has open ends with its next call");
  }

  private void enrol(Authority authority, EnforcementSettings settings) {
    Path file = requireNonNull(what.out, "--out");
    String address = engine == null ? settings.host() + ":" + settings.port() : engine;
    URI spans =
        collector == null
            ? URI.create(
                "http://"
                    + address.substring(0, Math.max(0, address.lastIndexOf(':')))
                    + ":"
                    + OTLP_GRPC)
            : collector;
    authority.enrol(named(), address, spans).write(file);
    terminal.out().println(name + " is enrolled; its file is " + file + " and holds a private key");
  }

  private String named() {
    String given = name;
    if (given == null) {
      throw new IllegalArgumentException("NAME: got nothing (expected: the gateway's name)");
    }
    return given;
  }
}
