// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.replay;

import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.KeySource;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.identity.SessionKey;
import io.holdpoint.model.step.StepId;
import java.time.Instant;
import java.util.HexFormat;

/** Names a recording's session, principal and steps. */
final class ReplayNames {

  private static final String SOURCE = "eval";

  private final String key;
  private final Session session;

  /**
   * @param recording its key: hexadecimal digits, at least 32; each mode has names of its own
   */
  ReplayNames(String recording, ReplayMode mode, Instant startedAt) {
    String key = digit(mode) + recording.substring(1);
    this.key = key.substring(0, 32);
    AgentIdentity identity =
        new AgentIdentity("default", "holdpoint:eval", "recorded-" + key, null, null);
    SessionId id = new SessionId("s-" + key);
    this.session =
        new Session(
            id,
            id,
            FloorId.of(identity),
            identity,
            PrincipalKind.EXCLUSIVE,
            sessionKey(mode, key),
            AgentClaim.NONE,
            "",
            "eval",
            startedAt);
  }

  private static String digit(ReplayMode mode) {
    return switch (mode) {
      case TASK_KNOWN -> "a";
      case TASK_LATE -> "b";
      case MCP_ONLY -> "c";
    };
  }

  Session session() {
    return session;
  }

  /** The name of a step; it tells the step's place in the recording. */
  StepId step(int number) {
    return new StepId(SOURCE, key, HexFormat.of().toHexDigits(number + 1L));
  }

  /** The place of a step in the recording. */
  static int place(StepId step) {
    return (int) Long.parseLong(step.spanId(), 16) - 1;
  }

  /** Only a host that takes part declares its sessions. */
  private static SessionKey sessionKey(ReplayMode mode, String key) {
    return switch (mode) {
      case TASK_KNOWN, TASK_LATE -> new SessionKey(KeySource.DECLARED, key, EvidenceGrade.G1);
      case MCP_ONLY -> new SessionKey(KeySource.MCP_SESSION, key, EvidenceGrade.G3);
    };
  }
}
