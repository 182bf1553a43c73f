// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.baseline;

import io.holdpoint.engine.drift.Snapshot;
import io.holdpoint.engine.drift.Trace;
import io.holdpoint.model.identity.SessionId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The sessions one baseline rests on, and which of them are in force. At most {@link
 * #MOST_SESSIONS} sessions and {@link #MOST_STEPS} steps of about 30 bytes; of older ones only the
 * tools are kept. For one thread at a time.
 */
final class Habits {
  static final int MOST_SESSIONS = 128;
  static final int MOST_STEPS = 2048;
  static final int MOST_OLDER_TOOLS = 1024;

  private final String name;
  private final Deque<Source> sources = new ArrayDeque<>();
  private final Set<String> olderTools = new TreeSet<>();
  private int steps;
  private int cleanSessions;
  private List<Source> promoted = List.of();
  private int promotedSessions;

  /** A session that taught something. */
  record Source(SessionId session, SessionId root, Trace trace) {}

  /**
   * @param name whose they are, for people
   */
  Habits(String name) {
    this.name = name;
  }

  /** Takes in a clean session. Returns true if that puts a new snapshot in force. */
  boolean learn(Source source) {
    sources.add(source);
    steps += source.trace().steps();
    cleanSessions++;
    while (sources.size() > MOST_SESSIONS || (steps > MOST_STEPS && sources.size() > 1)) {
      age(sources.remove());
    }
    if (!isDue()) {
      return false;
    }
    promoted = List.copyOf(sources);
    promotedSessions = cleanSessions;
    return true;
  }

  /**
   * At 5, 10 and 20 sessions, then when a quarter has been added, at least every 24 sessions: so
   * what is in force changes seldom, and never by much at once.
   */
  private boolean isDue() {
    if (cleanSessions <= 20) {
      return cleanSessions == 5 || cleanSessions == 10 || cleanSessions == 20;
    }
    return cleanSessions - promotedSessions >= Math.min(24, Math.max(5, promotedSessions / 4));
  }

  private void age(Source oldest) {
    steps -= oldest.trace().steps();
    for (int i = 0; i < oldest.trace().steps() && olderTools.size() < MOST_OLDER_TOOLS; i++) {
      olderTools.add(oldest.trace().tool(i));
    }
  }

  /** Takes sessions back that turned out bad. Returns true if that changes what is in force. */
  boolean recall(Predicate<Source> bad) {
    int before = sources.size();
    sources.removeIf(bad);
    cleanSessions -= before - sources.size();
    steps = sources.stream().mapToInt(s -> s.trace().steps()).sum();
    List<Source> kept = promoted.stream().filter(bad.negate()).toList();
    if (kept.size() == promoted.size()) {
      return false;
    }
    promotedSessions -= promoted.size() - kept.size();
    promoted = kept;
    return true;
  }

  /** How many sessions it holds. */
  int sessionsHeld() {
    return sources.size();
  }

  /** How many steps it holds. */
  int stepsHeld() {
    return steps;
  }

  /** How many sessions the snapshot in force rests on. */
  int promotedSessions() {
    return promotedSessions;
  }

  /** What is in force, counted anew: the same each time. */
  Snapshot snapshot() {
    return promoted.isEmpty()
        ? Snapshot.NONE
        : Snapshot.of(
            name, promotedSessions, olderTools, promoted.stream().map(Source::trace).toList());
  }
}
