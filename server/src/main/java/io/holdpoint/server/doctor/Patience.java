// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.doctor;

import io.holdpoint.server.doctor.Finding.Severity;
import java.time.Duration;
import java.util.List;

/** Compares how long an agent waits for a call with how long the gateway may hold one. */
final class Patience {

  private Patience() {}

  static List<Finding> of(AgentServer server, Duration hold) {
    boolean told = !server.timeout().isZero();
    Duration limit = told ? server.timeout() : server.host().limit();
    if (server.disabled() || hold.compareTo(limit) < 0) {
      return List.of();
    }
    return List.of(
        new Finding(
            Severity.WARNING,
            "agent",
            server.subject(),
            "gives up a call after "
                + limit.toSeconds()
                + " s, while the gateway may hold one for "
                + hold.toSeconds()
                + " s: "
                + server.place(),
            "set gateway.hold-limit below it, or "
                + (told ? "raise its \"timeout\" (milliseconds)" : server.host().advice())));
  }
}
