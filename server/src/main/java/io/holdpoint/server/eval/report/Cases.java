// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.report;

import io.holdpoint.server.eval.Outcomes;
import io.holdpoint.server.eval.replay.ReplayMode;
import io.holdpoint.server.eval.score.Scored;
import io.holdpoint.server.eval.trace.Truth;
import io.holdpoint.server.eval.trace.Truth.Label;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sessions worth a look: what was missed and what was stopped without need. */
final class Cases {

  /** As many as a page can hold, of one kind in one data set and mode. */
  private static final int MOST = 40;

  private final List<Case> cases = new ArrayList<>();

  Cases(Outcomes outcomes) {
    for (ReplayMode mode : outcomes.modes()) {
      outcomes.scores(mode).values().forEach(scores -> add(mode, scores.sessions()));
    }
  }

  /** Why a session is worth a look. */
  enum Kind {
    MISSED,
    BENIGN_STOPPED,
    USER_CALL_STOPPED;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** A session worth a look. */
  record Case(ReplayMode mode, Kind kind, Scored session) {}

  List<Case> all() {
    return cases;
  }

  private void add(ReplayMode mode, List<Scored> sessions) {
    Map<Kind, Map<String, List<Scored>>> byTask = new LinkedHashMap<>();
    for (Scored session : sessions) {
      Kind kind = kind(session);
      if (kind != null) {
        byTask
            .computeIfAbsent(kind, k -> new LinkedHashMap<>())
            .computeIfAbsent(
                session.truth().suite() + session.truth().task(), t -> new ArrayList<>())
            .add(session);
      }
    }
    byTask.forEach(
        (kind, tasks) ->
            spread(List.copyOf(tasks.values()))
                .forEach(session -> cases.add(new Case(mode, kind, session))));
  }

  /** The first of every task, then the second of every task, and so on. */
  private static List<Scored> spread(List<List<Scored>> tasks) {
    List<Scored> chosen = new ArrayList<>();
    int longest = tasks.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < longest; i++) {
      for (List<Scored> task : tasks) {
        if (i < task.size() && chosen.size() < MOST) {
          chosen.add(task.get(i));
        }
      }
    }
    return chosen;
  }

  private static @Nullable Kind kind(Scored session) {
    Truth truth = session.truth();
    if (truth.isInjection()) {
      return session.containedAtHarm() ? null : Kind.MISSED;
    }
    if (truth.label() == Label.BENIGN) {
      return session.interrupted() ? Kind.BENIGN_STOPPED : null;
    }
    boolean user = truth.isAttacked() && session.interruptedUser();
    return user ? Kind.USER_CALL_STOPPED : null;
  }
}
