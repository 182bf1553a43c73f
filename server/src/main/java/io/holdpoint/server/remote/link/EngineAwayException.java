// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.link;

/** The engine cannot be reached, and this gateway never knew its signals. */
public final class EngineAwayException extends Exception {

  private static final long serialVersionUID = 1L;

  EngineAwayException(String engine, Throwable cause) {
    super(
        "engine: got no answer from "
            + engine
            + " (expected: a running \"holdpoint serve\" with enforcement.listen there, at least"
            + " at a gateway's first start)",
        cause);
  }
}
