// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.verdict.Detection;
import java.util.List;

/**
 * Is told what rules across sessions found. Called on the fleet's thread; the signals stand in the
 * engine already, and have to be made durable.
 */
@FunctionalInterface
public interface FleetOutlet {

  /** A rule matched. */
  void found(Detection detection, List<Signal> signals);
}
