// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** Waits for a back-test at the server and shows how far it is. */
final class JobWatch {
  private static final long BETWEEN_LOOKS_NANOS = 200_000_000;
  private static final int BAR = 30;

  private final Terminal terminal;
  private final ApiClient client;

  JobWatch(Terminal terminal, ApiClient client) {
    this.terminal = terminal;
    this.client = client;
  }

  /**
   * The result, once it is there.
   *
   * @param path where the job is told of
   * @param first what was told of it last
   * @throws CliFailure if it fails or is cancelled
   */
  JsonNode result(String path, JsonNode first) {
    JsonNode job = first;
    while (isOpen(job)) {
      bar(job.path("percent").asInt(0));
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
      job = client.get(path);
    }
    terminal.err().print("\r" + " ".repeat(BAR + 10) + "\r");
    terminal.err().flush();
    String state = job.path("state").asString("");
    if (!state.equals("done")) {
      throw new CliFailure(
          ExitCode.FAILED, "back-test " + job.path("id").asString("") + ": " + state);
    }
    return job.path("result");
  }

  private static boolean isOpen(JsonNode job) {
    String state = job.path("state").asString("");
    return state.equals("waiting") || state.equals("running");
  }

  private void bar(int percent) {
    int full = percent * BAR / 100;
    terminal
        .err()
        .print("\r[" + "#".repeat(full) + " ".repeat(BAR - full) + "] " + percent + " %  ");
    terminal.err().flush();
  }
}
