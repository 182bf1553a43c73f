// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.replay;

import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.model.step.Effect;
import io.holdpoint.server.eval.trace.RecordedStep;
import java.util.Set;

/** Tells calls that only read from those that do more; for counting, not for judging. */
final class Reading {

  private static final Set<Effect> EFFECTS =
      Set.of(Effect.READ, Effect.DISCOVER, Effect.MEMORY_READ);

  private final ToolCatalogue reference;

  Reading(ToolCatalogue reference) {
    this.reference = reference;
  }

  boolean isMore(RecordedStep.Called call) {
    return !EFFECTS.containsAll(
        reference.resolve(call.upstream(), call.tool(), call.arguments(), null).effects());
  }
}
