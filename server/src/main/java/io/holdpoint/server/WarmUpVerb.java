// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static java.util.Objects.requireNonNull;

import io.holdpoint.server.cli.CliFailure;
import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.ExitCode;
import io.holdpoint.server.cli.Terminal;
import io.holdpoint.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import picocli.CommandLine.Command;

/** Starts and stops everything once, so that the launcher can keep the classes this loads. */
@Command(name = "warm-up", hidden = true, description = "Start and stop once, for the launcher.")
final class WarmUpVerb implements CliVerb {

  private static final String ANY_PORTS =
      """
      gateway: {listen: "127.0.0.1:0"}
      collector: {grpc-listen: "127.0.0.1:0", http-listen: "127.0.0.1:0"}
      control: {listen: "127.0.0.1:0"}
      """;

  private final Terminal terminal;

  WarmUpVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("holdpoint-warm-up");
      try (HoldpointServer server =
          HoldpointServer.start(
              ServerConfig.parse("warm-up", ANY_PORTS, folder), terminal.clock())) {
        terminal.out().println("warm: " + server.ports());
      }
      return ExitCode.OK.code();
    } catch (IOException e) {
      throw new CliFailure(ExitCode.FAILED, "warm-up: " + e);
    } finally {
      if (folder != null) {
        delete(folder);
      }
    }
  }

  private static void delete(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                Path directory, @org.jspecify.annotations.Nullable IOException trouble)
                throws IOException {
              Files.delete(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new CliFailure(ExitCode.FAILED, "warm-up: " + folder + " cannot be deleted: " + e);
    }
  }
}
