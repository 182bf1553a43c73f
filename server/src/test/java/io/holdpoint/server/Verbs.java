// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.Terminal;

/** Verbs for tests of other packages. */
public final class Verbs {

  private Verbs() {}

  public static CliVerb doctor(Terminal terminal) {
    return new DoctorVerb(terminal);
  }

  public static CliVerb rebuild(Terminal terminal) {
    return new RebuildVerb(terminal);
  }
}
