// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.state;

import io.holdpoint.engine.call.Call;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;

/**
 * The last calls of a session by arrival, at most {@link SessionState#RECENT_CALLS}. Immutable.
 * What tells calls apart lies beside them in one array, so that looking for repetitions touches one
 * or two cache lines instead of every call.
 */
final class RecentCalls extends AbstractList<Call> {
  static final RecentCalls NONE = new RecentCalls(new Call[0]);

  private final Call[] calls;
  private final int[] likeness;

  private RecentCalls(Call[] calls) {
    this.calls = calls;
    this.likeness = new int[calls.length];
    for (int i = 0; i < calls.length; i++) {
      likeness[i] = calls[i].likeness();
    }
  }

  private RecentCalls(Call[] calls, int[] likeness) {
    this.calls = calls;
    this.likeness = likeness;
  }

  static RecentCalls copyOf(List<Call> calls) {
    if (calls instanceof RecentCalls recent) {
      return recent;
    }
    return calls.isEmpty() ? NONE : new RecentCalls(calls.toArray(new Call[0]));
  }

  /** These calls and a later one, without the first where that is one too many. */
  RecentCalls followedBy(Call later) {
    int dropped = Math.max(0, calls.length + 1 - SessionState.RECENT_CALLS);
    int kept = calls.length - dropped;
    Call[] all = Arrays.copyOfRange(calls, dropped, dropped + kept + 1);
    int[] allLike = Arrays.copyOfRange(likeness, dropped, dropped + kept + 1);
    all[kept] = later;
    allLike[kept] = later.likeness();
    return new RecentCalls(all, allLike);
  }

  int repeatsOf(Call call) {
    int repeats = 0;
    for (int i = 0; i < likeness.length; i++) {
      if (likeness[i] == call.likeness() && calls[i].repeats(call)) {
        repeats++;
      }
    }
    return repeats;
  }

  @Override
  public Call get(int index) {
    return calls[index];
  }

  @Override
  public int size() {
    return calls.length;
  }
}
