// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.trace;

import static java.util.Objects.requireNonNull;

/** One step of a recording, as a monitor of its deployment could see it. */
public sealed interface RecordedStep {

  /** Its place in the recording, from 0. */
  int step();

  /** The user wrote something. */
  record UserSaid(int step, String text) implements RecordedStep {
    public UserSaid {
      requireNonNull(text, "text");
    }
  }

  /** The model wrote something. */
  record ModelSaid(int step, String text) implements RecordedStep {
    public ModelSaid {
      requireNonNull(text, "text");
    }
  }

  /** One agent handed over to another. */
  record HandedOff(int step, String to, String text) implements RecordedStep {
    public HandedOff {
      requireNonNull(to, "to");
      requireNonNull(text, "text");
    }
  }

  /**
   * A tool was called.
   *
   * @param upstream the server that offers it
   * @param tool its name there
   * @param arguments JSON text
   */
  record Called(int step, String upstream, String tool, String arguments) implements RecordedStep {
    public Called {
      requireNonNull(upstream, "upstream");
      requireNonNull(tool, "tool");
      requireNonNull(arguments, "arguments");
    }
  }

  /**
   * A call came back.
   *
   * @param call the step of the call, always an earlier one
   * @param failed true if the tool said so
   * @param result JSON text of an MCP result
   */
  record Returned(int step, int call, boolean failed, String result) implements RecordedStep {
    public Returned {
      requireNonNull(result, "result");
    }
  }
}
