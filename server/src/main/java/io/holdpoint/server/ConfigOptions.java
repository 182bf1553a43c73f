// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import io.holdpoint.server.cli.CliFailure;
import io.holdpoint.server.cli.ExitCode;
import io.holdpoint.server.cli.Terminal;
import io.holdpoint.server.config.ServerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration: an option of the verbs that run or check one. */
final class ConfigOptions {

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description =
          "Configuration; default "
              + ServerConfig.DEFAULT_FILE
              + " in this folder if there is one, else the defaults.")
  private @Nullable Path file;

  /** The file, if one is named or lies in the working folder. */
  Optional<Path> file() {
    Path named = file;
    if (named != null) {
      return Optional.of(named);
    }
    Path usual = Path.of(ServerConfig.DEFAULT_FILE);
    return Files.exists(usual) ? Optional.of(usual) : Optional.empty();
  }

  /** The configuration, telling people where it comes from. */
  ServerConfig load(Terminal terminal) {
    Optional<Path> found = file();
    if (found.isEmpty()) {
      terminal
          .err()
          .println(
              "No "
                  + ServerConfig.DEFAULT_FILE
                  + " in this folder: running with defaults, without any upstream server.");
      return ServerConfig.defaults(Path.of(""));
    }
    return ServerConfig.load(found.get(), terminal.environment());
  }

  /** Turns a start that failed into the end of a verb. */
  static CliFailure cannotStart(StartFailure failure) {
    return new CliFailure(ExitCode.FAILED, "cannot start: " + failure.getMessage());
  }
}
