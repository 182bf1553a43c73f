// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval;

import io.holdpoint.server.eval.replay.ReplayMode;
import io.holdpoint.server.eval.replay.ReplayRig;
import io.holdpoint.server.eval.replay.ReplayedSession;
import io.holdpoint.server.eval.trace.Recording;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The rigs of one evaluation: as many as replay at a time, each used by one thread at a time.
 * Starting one means deploying every rule, and code that has run long is quicker, so they are kept:
 * recordings share nothing, whichever rig they meet. For several threads.
 */
final class Rigs implements AutoCloseable {

  /** A rig that has seen this many recordings makes room for a fresh one, and its memory free. */
  private static final int MOST_RECORDINGS = 20_000;

  private final Bench bench;
  private final Deque<Used> idle = new ArrayDeque<>();

  Rigs(Bench bench) {
    this.bench = bench;
  }

  /** A rig, and how many recordings it has seen. */
  private record Used(ReplayRig rig, int recordings) {}

  /** Replays some recordings one after the other, on a rig nobody else uses meanwhile. */
  List<ReplayedSession> replay(List<Recording> recordings, ReplayMode mode, Progress progress) {
    Used used = take();
    List<ReplayedSession> replayed = new ArrayList<>(recordings.size());
    boolean whole = false;
    try {
      for (Recording recording : recordings) {
        ReplayedSession session = used.rig().replay(recording, mode);
        replayed.add(session);
        progress.advanced(1, session.steps());
      }
      whole = true;
    } finally {
      giveBack(new Used(used.rig(), used.recordings() + recordings.size()), whole);
    }
    return replayed;
  }

  private Used take() {
    synchronized (idle) {
      Used used = idle.poll();
      if (used != null) {
        return used;
      }
    }
    return new Used(new ReplayRig(bench::engine, bench.catalogue(), bench.reference()), 0);
  }

  private void giveBack(Used used, boolean whole) {
    if (!whole || used.recordings() >= MOST_RECORDINGS) {
      used.rig().close();
      return;
    }
    synchronized (idle) {
      idle.push(used);
    }
  }

  /** Ends the rigs; whoever replays is through before. */
  @Override
  public void close() {
    synchronized (idle) {
      idle.forEach(used -> used.rig().close());
      idle.clear();
    }
  }
}
