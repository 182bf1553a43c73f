// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.event;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.call.Call;
import io.holdpoint.engine.drift.DriftFacts;
import io.holdpoint.engine.state.Latches;
import io.holdpoint.engine.state.SessionState;
import io.holdpoint.engine.trail.TrailFacts;

/**
 * What an event shows of its call and its session. Holds nothing large: windows keep it.
 *
 * @param call the call
 * @param seen latches the session answers for, those of its floor included, without this step
 * @param counters of the session, without this step
 * @param repeats how many of the session's last calls had the same tool and arguments
 * @param newTool true if neither the baseline nor this session has used the tool before
 * @param baselineSessions how many clean sessions the credential's baseline rests on
 * @param around what the session did before, and what others flagged
 * @param drift how the session compares with what its agent usually does
 * @param at engine time, milliseconds since 1970
 */
public record StepFacts(
    Call call,
    Latches seen,
    SessionState.Counters counters,
    int repeats,
    boolean newTool,
    int baselineSessions,
    Around around,
    DriftFacts drift,
    long at) {
  /**
   * What lies around the call.
   *
   * @param trail what the session did before
   * @param flagged what rules across sessions flagged
   */
  public record Around(TrailFacts trail, Flagged flagged) {
    /** Nothing is known. */
    public static final Around NOTHING = new Around(TrailFacts.NONE, Flagged.NOTHING);

    public Around {
      requireNonNull(trail, "trail");
      requireNonNull(flagged, "flagged");
    }
  }

  public StepFacts {
    requireNonNull(call, "call");
    requireNonNull(seen, "seen");
    requireNonNull(counters, "counters");
    requireNonNull(around, "around");
    requireNonNull(drift, "drift");
  }
}
