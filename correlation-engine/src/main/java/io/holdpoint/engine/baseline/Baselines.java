// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.baseline;

import io.holdpoint.engine.baseline.Habits.Source;
import io.holdpoint.engine.drift.Snapshot;
import io.holdpoint.engine.drift.StatedTask;
import io.holdpoint.engine.drift.Trace;
import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.signal.Target;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What each agent usually does, learnt from sessions that ended clean. Kept per floor, which is the
 * credential's name; a version has habits of its own only if the operator registered it, and so
 * have kinds of declared tasks. What has too few sessions of its own is judged by its parent's
 * habits: a version of the agent's making up sheds nothing.
 *
 * <p>At most {@link #MOST_BASELINES}, each of at most 64 KB; models made of them are kept for the
 * {@link #MOST_BUILT} used last and made anew, equal, for the others. Asked when a session begins
 * or ends, not at each step. Safe for use by many threads.
 */
public final class Baselines {
  /** How many baselines there can be; those of kinds of tasks give way. */
  public static final int MOST_BASELINES = 1024;

  /** How many models are kept ready. */
  public static final int MOST_BUILT = 256;

  /** What rests on fewer clean sessions gives way to what is more general. */
  public static final int ENOUGH_SESSIONS = 20;

  private final int sessionsPerDay;
  private final Set<String> versions;
  private final LinkedHashMap<BaselineKey, Habits> habits = new LinkedHashMap<>();
  private final Map<BaselineKey, Snapshot> built = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<FloorId, Integer> learnedToday = new HashMap<>();
  private LocalDate today = LocalDate.MIN;

  /**
   * @param sessionsPerDay how many sessions of one credential may count on one day (UTC), so that
   *     nobody teaches a habit in an afternoon
   * @param versions registered versions of agents, as {@code name@version}
   */
  public Baselines(int sessionsPerDay, Set<String> versions) {
    this.sessionsPerDay = sessionsPerDay;
    this.versions = Set.copyOf(versions);
  }

  /** The baseline that is in force for a session that begins now. */
  public synchronized Snapshot of(Session session, StatedTask task) {
    String version = version(session.agent());
    for (BaselineKey key : mostSpecialFirst(session.floor(), version, task.kind())) {
      Habits known = habits.get(key);
      boolean general = key.version().isEmpty() && key.task().isEmpty();
      if (known != null && (general || known.promotedSessions() >= ENOUGH_SESSIONS)) {
        return snapshot(key, known);
      }
    }
    return Snapshot.NONE;
  }

  private static Set<BaselineKey> mostSpecialFirst(FloorId floor, String version, String task) {
    return new LinkedHashSet<>(
        List.of(
            new BaselineKey(floor, version, task),
            new BaselineKey(floor, version, ""),
            new BaselineKey(floor, "", task),
            new BaselineKey(floor, "", "")));
  }

  private Snapshot snapshot(BaselineKey key, Habits known) {
    Snapshot ready = built.get(key);
    if (ready == null) {
      ready = known.snapshot();
      built.put(key, ready);
      if (built.size() > MOST_BUILT) {
        built.remove(built.keySet().iterator().next());
      }
    }
    return ready;
  }

  /** A session of the credential ended clean; the caller sees to it that it counts once. */
  public synchronized void learn(Session session, StatedTask task, Trace trace, Instant at) {
    if (!mayLearn(session.floor(), at.atZone(ZoneOffset.UTC).toLocalDate())) {
      return;
    }
    String version = version(session.agent());
    Source source = new Source(session.id(), session.root(), trace);
    learn(new BaselineKey(session.floor(), version, ""), session, source);
    if (!task.kind().isEmpty()) {
      learn(new BaselineKey(session.floor(), version, task.kind()), session, source);
    }
  }

  private boolean mayLearn(FloorId floor, LocalDate day) {
    if (day.isAfter(today)) {
      today = day;
      learnedToday.clear();
    }
    int before = learnedToday.getOrDefault(floor, 0);
    if (before >= sessionsPerDay) {
      return false;
    }
    learnedToday.put(floor, before + 1);
    return true;
  }

  private void learn(BaselineKey key, Session session, Source source) {
    Habits known = habits.remove(key);
    if (known == null) {
      if (!makeRoom()) {
        return;
      }
      known = new Habits(name(key, session));
    }
    habits.put(key, known);
    if (known.learn(source)) {
      built.remove(key);
    }
  }

  /** The kind of task that taught nothing for the longest gives way. */
  private boolean makeRoom() {
    if (habits.size() < MOST_BASELINES) {
      return true;
    }
    Iterator<BaselineKey> keys = habits.keySet().iterator();
    while (keys.hasNext()) {
      BaselineKey key = keys.next();
      if (!key.task().isEmpty()) {
        keys.remove();
        built.remove(key);
        return true;
      }
    }
    return false;
  }

  /** A session turned out bad after it ended: what it taught is taken back. */
  public synchronized void recall(FloorId floor, SessionId session) {
    recall(floor, (Predicate<Source>) source -> source.session().equals(session));
  }

  /** Everything below a signal's target turned out bad. */
  public synchronized void recall(Target target) {
    recall(
        target.floor(),
        source ->
            source.session().equals(target.session())
                || source.root().equals(target.session())
                || source.root().equals(target.root()));
  }

  private void recall(FloorId floor, Predicate<Source> bad) {
    for (Map.Entry<BaselineKey, Habits> entry : new ArrayList<>(habits.entrySet())) {
      if (entry.getKey().floor().equals(floor) && entry.getValue().recall(bad)) {
        built.remove(entry.getKey());
      }
    }
  }

  private String version(AgentClaim agent) {
    String claimed = agent.name() + "@" + agent.version();
    return versions.contains(claimed) ? claimed : "";
  }

  private static String name(BaselineKey key, Session session) {
    String whose = key.version().isEmpty() ? "all versions" : key.version();
    String what = key.task().isEmpty() ? "all tasks" : "tasks of kind " + key.task();
    return session.identity().subject() + ", " + whose + ", " + what;
  }
}
