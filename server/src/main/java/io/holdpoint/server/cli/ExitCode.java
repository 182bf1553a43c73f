// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

/** What the process says at its end. The numbers are public: scripts rely on them. */
public enum ExitCode {
  OK(0, "Done"),
  FAILED(1, "The operation failed"),
  USAGE(2, "The command line is wrong"),
  CONFIGURATION(3, "The configuration, a catalogue or a rule file is invalid"),
  UNREACHABLE(4, "The control API cannot be reached"),
  NOT_PERMITTED(5, "The token is missing, wrong or not allowed to do this"),
  NOT_FOUND(6, "There is no such session"),
  INTERNAL(70, "The build failed, or Holdpoint itself did");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The number the process ends with. */
  public int code() {
    return code;
  }

  /** What it means, in a few words. */
  public String meaning() {
    return meaning;
  }
}
