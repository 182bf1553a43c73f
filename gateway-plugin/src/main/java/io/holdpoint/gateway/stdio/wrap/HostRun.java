// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.wrap;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Names the run of the host this wrapper belongs to, so that all its wrappers name the same: by an
 * id the host gives out, else by the process that started them.
 */
final class HostRun {

  /** Variables with which hosts name their sessions, with the prefix that keeps them apart. */
  private static final List<Map.Entry<String, String>> GIVEN =
      List.of(
          Map.entry("HOLDPOINT_SESSION", "session"),
          Map.entry("CLAUDE_CODE_SESSION_ID", "claude-code"));

  private HostRun() {}

  static String name(Map<String, String> environment, ProcessHandle self) {
    for (Map.Entry<String, String> variable : GIVEN) {
      String value = environment.getOrDefault(variable.getKey(), "");
      if (!value.isBlank()) {
        return variable.getValue() + ":" + value.strip();
      }
    }
    return self.parent().map(HostRun::process).orElseGet(() -> process(self));
  }

  private static String process(ProcessHandle process) {
    long started = process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
    return "process:" + process.pid() + ":" + started;
  }
}
