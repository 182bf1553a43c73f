// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import static java.util.Objects.requireNonNull;

/** A verb failed; its message is shown to the user as it stands, without a stack trace. */
public final class CliFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  /**
   * @param exitCode what the process ends with
   * @param message what went wrong and what to do about it, without secrets
   */
  public CliFailure(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = requireNonNull(exitCode, "exitCode");
  }

  /** What the process ends with. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
