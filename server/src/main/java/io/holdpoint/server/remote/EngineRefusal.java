// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote;

import java.net.URI;

/** The engine's process answered, but not with what was asked for. */
public final class EngineRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  EngineRefusal(URI engine, int status) {
    super(
        engine
            + ": got HTTP "
            + status
            + (status == 401
                ? " (expected: that it knows this gateway's token)"
                : " (expected: HTTP 200)"));
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
