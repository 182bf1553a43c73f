// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.step.StepRun;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What servers asked of clients that have not answered yet. Safe for use by many threads. */
public final class PendingAsks {

  private static final int MOST = 4096;

  private final LinkedHashMap<Key, StepRun> pending = new LinkedHashMap<>();

  /** A question: a session, an upstream and the id it chose, as JSON text. */
  record Key(SessionId session, String upstream, String id) {}

  void add(Key key, StepRun run) {
    StepRun lost;
    synchronized (pending) {
      lost = pending.put(key, run);
      if (lost == null && pending.size() > MOST) {
        lost = pending.pollFirstEntry().getValue();
      }
    }
    giveUp(lost, "no answer was seen");
  }

  /** Takes out the question an answer belongs to, or null. */
  @Nullable StepRun take(Key key) {
    synchronized (pending) {
      return pending.remove(key);
    }
  }

  /** A session is over: its questions stay without an answer. */
  public void ended(SessionId session) {
    List<StepRun> lost;
    synchronized (pending) {
      if (pending.isEmpty()) {
        return;
      }
      lost =
          pending.entrySet().stream()
              .filter(e -> e.getKey().session().equals(session))
              .map(Map.Entry::getValue)
              .toList();
      pending.values().removeAll(lost);
    }
    lost.forEach(run -> giveUp(run, "the session ended"));
  }

  private static void giveUp(@Nullable StepRun run, String why) {
    if (run != null) {
      run.endWithout(new Outcome.Unknown(why), ignored -> {});
    }
  }
}
