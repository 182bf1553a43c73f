// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.replay;

import io.holdpoint.engine.CorrelationEngine;
import java.time.InstantSource;

/** Starts an engine whose arrival times come from a clock; of one shard, for one thread. */
@FunctionalInterface
public interface EngineMaker {

  /** A fresh engine; who asks for it closes it. */
  CorrelationEngine start(InstantSource clock);
}
