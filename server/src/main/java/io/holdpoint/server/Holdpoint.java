// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.CommandLineRunner;
import io.holdpoint.server.cli.Terminal;
import io.holdpoint.server.cli.audit.AuditVerb;
import io.holdpoint.server.cli.rules.RulesVerb;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command {@code holdpoint}. */
public final class Holdpoint {

  private Holdpoint() {}

  /** Runs one verb and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String... arguments) {
    Map<String, String> environment = System.getenv();
    boolean colour =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
            && environment.getOrDefault("NO_COLOR", "").isEmpty();
    Terminal terminal =
        new Terminal(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            environment,
            colour,
            InstantSource.system());
    return new CommandLineRunner(terminal, verbs(terminal)).run(arguments);
  }

  private static List<CliVerb> verbs(Terminal terminal) {
    return List.of(
        new ServeVerb(terminal),
        new ValidateVerb(terminal),
        new PolicyVerb(terminal),
        new DoctorVerb(terminal),
        new GatewayVerb(terminal),
        new WrapVerb(terminal),
        new DaemonVerb(terminal),
        new EnrolVerb(terminal),
        new RestoreVerb(terminal),
        new RebuildVerb(terminal),
        new RulesVerb(terminal),
        new AuditVerb(terminal),
        new WarmUpVerb(terminal));
  }
}
