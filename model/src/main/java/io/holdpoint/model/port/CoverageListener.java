// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.port;

import io.holdpoint.model.telemetry.CoverageLoss;

/** Is told of what was lost. Called on a thread that tells others too: it must not block. */
@FunctionalInterface
public interface CoverageListener {

  /** Something was lost. */
  void lost(CoverageLoss loss);
}
