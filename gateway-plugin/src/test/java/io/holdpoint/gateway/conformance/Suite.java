// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.conformance;

import io.holdpoint.gateway.testing.NodeTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The public conformance suite, as a command. */
final class Suite {

  static final List<String> REVISIONS = List.of("2025-11-25", "2026-07-28");
  private static final int RUN_SECONDS = 240;

  private final NodeTools tools;

  Suite(NodeTools tools) {
    this.tools = tools;
  }

  /** Tries the server at {@code url} with the scenarios of a revision. */
  Report server(String url, String revision) throws IOException {
    return run("server", revision, List.of("--url", url), Map.of());
  }

  /** Tries the client that {@code command} starts with the scenarios of a revision. */
  Report client(String command, String revision, Map<String, String> environment)
      throws IOException {
    return run("client", revision, List.of("--command", command), environment);
  }

  private Report run(
      String leg, String revision, List<String> arguments, Map<String, String> environment)
      throws IOException {
    Path base = Files.createDirectories(Path.of("target/conformance/runs").toAbsolutePath());
    Path out = Files.createTempDirectory(base, leg + "-" + revision + "-");
    List<String> command =
        new ArrayList<>(
            List.of(tools.node(), tools.main("@modelcontextprotocol/conformance"), leg));
    command.addAll(arguments);
    command.addAll(List.of("--requirements", revision, "--timeout", "30000"));
    command.addAll(List.of("-o", out.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(out.toFile());
    // All scenarios run at once: a quarter of a second, the usual limit, is short on a busy
    // machine.
    builder
        .environment()
        .put("NODE_OPTIONS", "--network-family-autoselection-attempt-timeout=5000");
    builder.environment().putAll(environment);
    Path log = out.resolve("log.txt");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(RUN_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("suite: no end within " + RUN_SECONDS + " s, see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("suite: interrupted", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return Report.read(out, "server-");
  }
}
