// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import io.holdpoint.gateway.stdio.link.UserFolder;
import io.holdpoint.server.config.ControlAddress;
import io.holdpoint.server.daemon.DaemonRecord;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the control API is and who asks: options of every REST verb. */
final class ApiOptions {

  static final String DEFAULT_API = "http://127.0.0.1:7421";

  @Option(
      names = "--api",
      paramLabel = "URL",
      description = {
        "The control API; default $HOLDPOINT_API, else " + DEFAULT_API + ".",
        "Without any token, the one of this user's running daemon, if there is one."
      })
  private @Nullable String api;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "File with an operator token; default the token in $HOLDPOINT_TOKEN.")
  private @Nullable Path tokenFile;

  @Option(names = "--json", description = "Answer as JSON, for machines.")
  private boolean json;

  boolean json() {
    return json;
  }

  ApiClient client(Terminal terminal) {
    boolean nothingGiven =
        api == null
            && tokenFile == null
            && terminal.variable("HOLDPOINT_API").isEmpty()
            && terminal.variable("HOLDPOINT_TOKEN").isEmpty();
    if (nothingGiven) {
      UserFolder folder = UserFolder.of(terminal.environment());
      Optional<DaemonRecord> daemon = DaemonRecord.running(folder);
      if (daemon.isPresent() && Files.isReadable(folder.token())) {
        return new ApiClient(daemon.get().control(), read(folder.token()));
      }
    }
    return new ApiClient(address(terminal), token(terminal));
  }

  private URI address(Terminal terminal) {
    String text =
        Optional.ofNullable(api).or(() -> terminal.variable("HOLDPOINT_API")).orElse(DEFAULT_API);
    try {
      return ControlAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CliFailure(ExitCode.USAGE, "--api: " + e.getMessage());
    }
  }

  private Optional<String> token(Terminal terminal) {
    Path file = tokenFile;
    if (file == null) {
      return terminal.variable("HOLDPOINT_TOKEN").map(String::strip);
    }
    return read(file);
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new CliFailure(
          ExitCode.USAGE, "--token-file: cannot read " + file + " (expected: a readable file)");
    }
  }
}
