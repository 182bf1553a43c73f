// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.Hearing.Told;
import io.holdpoint.model.identity.SessionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was said in sessions that have made no call yet. Bounded: the oldest session's words go
 * first, and then its user counts as unknown. Safe for use by many threads.
 */
final class EarlyWords {
  private static final int MOST_CHARACTERS = 8_000_000;
  private static final int LONGEST = 20_000;
  private static final int MOST_MESSAGES = 32;

  private final Map<SessionId, List<Told>> sessions = new LinkedHashMap<>();
  private int characters;

  /** Keeps what was said until the session's first call. */
  synchronized void keep(Told told) {
    List<Told> said = sessions.computeIfAbsent(told.step().session(), s -> new ArrayList<>());
    if (said.size() >= MOST_MESSAGES) {
      return;
    }
    String text = told.text();
    Told cut = new Told(told.step(), text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    said.add(cut);
    characters += cut.text().length();
    while (characters > MOST_CHARACTERS) {
      take(sessions.keySet().iterator().next());
    }
  }

  /** What was said in the session, which is forgotten here. */
  synchronized List<Told> take(SessionId session) {
    List<Told> said = sessions.remove(session);
    if (said == null) {
      return List.of();
    }
    said.forEach(told -> characters -= told.text().length());
    return said;
  }
}
