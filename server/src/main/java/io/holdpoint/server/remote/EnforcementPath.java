// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote;

import io.holdpoint.dashboard.ControlRoute;
import java.util.Locale;

/** The routes between a gateway and the engine's process. */
enum EnforcementPath {
  ASSESS,
  COMPLETE,
  ENDED,
  PUBLISH,
  SIGNALS;

  String path() {
    return ControlRoute.PREFIX + name().toLowerCase(Locale.ROOT);
  }
}
