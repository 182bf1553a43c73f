// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.state;

import io.holdpoint.engine.provenance.Provenance;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;

/** A session in memory. Touched only under the lock of its shard. */
public final class Tracked {
  private final Session session;
  private SessionState state = SessionState.EMPTY;
  private final Provenance provenance = new Provenance();
  private StepMemory steps = new StepMemory();
  private StepMemory observations = new StepMemory();
  private long lastSeen;
  private boolean ended;

  Tracked(Session session) {
    this.session = session;
  }

  /** Whose state this is. */
  public Session session() {
    return session;
  }

  /** What is known so far. */
  public SessionState state() {
    return state;
  }

  /** What was answered so far. */
  public StepMemory steps() {
    return steps;
  }

  /** What was answered to telemetry, kept apart so that telemetry pushes out no call. */
  public StepMemory observations() {
    return observations;
  }

  /** What the session was told, and by whom. */
  public Provenance provenance() {
    return provenance;
  }

  /** Takes in one more contribution. */
  public void join(SessionState contribution) {
    state = state.merge(contribution);
  }

  /** Notes that the session is over. Returns false if it was over before. */
  public boolean end() {
    boolean first = !ended;
    ended = true;
    return first;
  }

  boolean isEnded() {
    return ended;
  }

  long lastSeen() {
    return lastSeen;
  }

  void seenAt(long now) {
    lastSeen = now;
  }

  /** True if forgetting the session sheds nothing: it is clean, or its floor holds its labels. */
  boolean isForgettable() {
    return !steps.isBusy()
        && (state.isClean()
            || (session.kind() == PrincipalKind.EXCLUSIVE && session.key().isWeak()));
  }

  /** Drops all but latches, counters and tools. */
  void shrink() {
    if (!steps.isBusy()) {
      state = state.withoutRecentCalls();
      steps = new StepMemory();
      observations = new StepMemory();
    }
  }
}
