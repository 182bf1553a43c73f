// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.replay;

import java.util.Locale;

/** What a deployment shows the engine beside tool calls and their results. */
public enum ReplayMode {
  /** Every message, the user's first one before the first call: a host that declares its task. */
  TASK_KNOWN,
  /** The user's first message only after the first two calls; the others as they come. */
  TASK_LATE,
  /** No message at all: a gateway that sees MCP traffic only. */
  MCP_ONLY;

  /** The word used on the command line and in reports. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
