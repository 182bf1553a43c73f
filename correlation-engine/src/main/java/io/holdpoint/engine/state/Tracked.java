// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.state;

import io.holdpoint.engine.call.Call;
import io.holdpoint.engine.drift.DriftRun;
import io.holdpoint.engine.provenance.Provenance;
import io.holdpoint.engine.provenance.SpillFile;
import io.holdpoint.engine.sight.AgentSight;
import io.holdpoint.engine.trail.Trail;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import org.jspecify.annotations.Nullable;

/** A session in memory. Touched only by who has its turn, but for when it was last used. */
public final class Tracked {
  private final Session session;
  private final FloorQueue floor;
  private SessionState state = SessionState.EMPTY;
  private final Provenance provenance = new Provenance();
  private final Trail trail = new Trail();
  private StepMemory steps = new StepMemory();
  private StepMemory observations = new StepMemory();
  private @Nullable DriftRun drift;
  private @Nullable AgentSight sight;
  private boolean framework;
  private Latches inherited = Latches.NONE;
  private Latches own = Latches.NONE;
  private Latches visible = Latches.NONE;
  private int labelRisk;
  private volatile long lastUsed;
  private long placedAt;
  private int slot = -1;
  private boolean ended;

  Tracked(Session session, FloorQueue floor) {
    this.session = session;
    this.floor = floor;
  }

  /** Whose state this is. */
  public Session session() {
    return session;
  }

  /** What is known so far. */
  public SessionState state() {
    return state;
  }

  /** What the session did to which things. */
  public Trail trail() {
    return trail;
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
    provenance.wake();
    return provenance;
  }

  /** How it compares with what its agent usually does; null before its first call. */
  public @Nullable DriftRun drift() {
    return drift;
  }

  /** It is compared from now on. */
  public void begin(DriftRun comparison) {
    drift = comparison;
  }

  /** What is told of its agent; null before that is counted. */
  public @Nullable AgentSight sight() {
    return sight;
  }

  /** What is told of its agent is counted here from now on. */
  public void seenWith(AgentSight counts) {
    sight = counts;
  }

  /** A framework told of the session. Returns false if one did before. */
  public boolean heardOfFramework() {
    boolean isFirst = !framework;
    framework = true;
    return isFirst;
  }

  /** Takes in one more contribution. */
  public void join(SessionState contribution) {
    state = state.merge(contribution);
  }

  /** Takes in an attempt. */
  public void attempted(Call call) {
    state = state.after(call);
  }

  /** Takes in the end of a call. */
  public void completed(Call call, boolean succeeded) {
    state = state.after(call, succeeded);
  }

  /** What the session answers for: its own latches and what it inherits from its floor. */
  @SuppressWarnings("ReferenceEquality") // merging again would only cost time
  public Latches visible(Floors floors) {
    Latches now = floors.inheritedBy(session);
    if (own != state.latches() || inherited != now) {
      own = state.latches();
      inherited = now;
      visible = own.merge(inherited);
      labelRisk = Risk.total(SessionState.Counters.ZERO, visible);
    }
    return visible;
  }

  /** How bad the session looks, 0 to 100. */
  public int risk(Floors floors) {
    Latches _ = visible(floors);
    return (int) Math.min(Risk.MOST, state.counters().score() + labelRisk);
  }

  /** Notes that the session is over. Returns false if it was over before. */
  public boolean end() {
    boolean first = !ended;
    ended = true;
    return first;
  }

  /** True if the session ended. */
  public boolean hasEnded() {
    return ended;
  }

  /** True if the session ended and no call of it is in flight. */
  boolean isOver() {
    return ended && !steps.isBusy();
  }

  long lastUsed() {
    return lastUsed;
  }

  void usedAt(long now) {
    if (now > lastUsed) {
      lastUsed = now;
      floor.usedAt(now);
    }
  }

  /** The slot of the wheel it waits in, -1 if it waits in none. */
  int slot() {
    return slot;
  }

  void waitIn(int where) {
    slot = where;
  }

  /** Its queue put it at the end. */
  void place() {
    placedAt = lastUsed;
  }

  boolean isUsedSincePlaced() {
    return lastUsed > placedAt;
  }

  /** True if forgetting the session sheds nothing: it is clean, or its floor holds its labels. */
  boolean isForgettable() {
    return !steps.isBusy()
        && (state.isClean()
            || (session.kind() == PrincipalKind.EXCLUSIVE && session.key().isWeak()));
  }

  /** True if no call of it is in flight. */
  boolean isResting() {
    return !steps.isBusy();
  }

  /**
   * It was put away and is held again, with what stands against it; what it was told is not known
   * any more.
   */
  void comeBack(SessionState kept) {
    state = state.merge(kept);
    provenance.missed();
  }

  /**
   * Drops all but latches, counters, tools and what it was told, if it made no call for long. Done
   * before it is used again too, so that what it remembers does not depend on who came by
   * meanwhile.
   */
  public void shrinkIfIdle(long now) {
    if (now - lastUsed > SessionTable.DORMANT.toMillis() && !steps.isBusy()) {
      state = state.withoutRecentCalls();
      trail.shrink();
      steps = new StepMemory();
      observations = new StepMemory();
      provenance.forgetLast();
      if (drift != null) {
        drift.rest();
      }
    }
  }

  /** Puts away what it was told until it is asked for again. */
  void putAway(SpillFile file) {
    if (!steps.isBusy()) {
      provenance.rest(file);
    }
  }

  /** It is held no longer. */
  void forgotten() {
    provenance.giveUp();
  }
}
