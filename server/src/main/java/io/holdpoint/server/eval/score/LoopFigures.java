// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.score;

import io.holdpoint.model.verdict.DetectionKind;
import io.holdpoint.server.eval.replay.Firing;
import io.holdpoint.server.eval.replay.ReplayedCall;
import io.holdpoint.server.eval.replay.Stop;
import io.holdpoint.server.eval.trace.Truth;
import io.holdpoint.server.eval.trace.Truth.Label;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How loops were found and stopped.
 *
 * @param found loops that a loop rule noticed at all
 * @param foundWithin the same within 0, 1, 2, 3 calls after the one that makes it plain
 * @param stoppedWithin loops in which a loop rule stopped a call within that many
 * @param falselyFound sessions that finished well in which a loop rule noticed one
 * @param falselyStopped sessions that finished well in which a loop rule stopped a call
 * @param falseStages the same, by how the first one was stopped
 * @param stages how loops were stopped first
 * @param medianCallsSaved calls that never left, in loops that were stopped
 */
public record LoopFigures(
    Rate found,
    List<Rate> foundWithin,
    List<Rate> stoppedWithin,
    Rate falselyFound,
    Rate falselyStopped,
    Map<Stop, Long> stages,
    Map<Stop, Long> falseStages,
    OptionalInt medianCallsSaved) {

  private static final int WITHIN = 4;

  public LoopFigures {
    foundWithin = List.copyOf(foundWithin);
    stoppedWithin = List.copyOf(stoppedWithin);
    stages = Map.copyOf(stages);
    falseStages = Map.copyOf(falseStages);
  }

  /** Counts. */
  public static LoopFigures of(Collection<Scored> sessions) {
    Counter counter = new Counter();
    sessions.forEach(counter::add);
    Collections.sort(counter.saved);
    int size = counter.saved.size();
    return new LoopFigures(
        counter.found,
        counter.foundWithin,
        counter.stoppedWithin,
        counter.falselyFound,
        counter.falselyStopped,
        counter.stages,
        counter.falseStages,
        size == 0 ? OptionalInt.empty() : OptionalInt.of(counter.saved.get(size / 2)));
  }

  private static final class Counter {
    private Rate found = Rate.NONE;
    private final List<Rate> foundWithin = new ArrayList<>(Collections.nCopies(WITHIN, Rate.NONE));
    private final List<Rate> stoppedWithin =
        new ArrayList<>(Collections.nCopies(WITHIN, Rate.NONE));
    private Rate falselyFound = Rate.NONE;
    private Rate falselyStopped = Rate.NONE;
    private final Map<Stop, Long> stages = new EnumMap<>(Stop.class);
    private final Map<Stop, Long> falseStages = new EnumMap<>(Stop.class);
    private final List<Integer> saved = new ArrayList<>();

    void add(Scored session) {
      List<ReplayedCall> calls = session.replay().calls();
      int firstFound = firstFound(calls);
      int firstStop = firstStop(calls);
      Truth truth = session.truth();
      if (truth.loop().isPresent()) {
        int plain = callsUpTo(calls, truth.loop().getAsInt()) - 1;
        found = found.with(firstFound >= 0);
        for (int k = 0; k < WITHIN; k++) {
          foundWithin.set(k, foundWithin.get(k).with(isWithin(firstFound, plain + k)));
          stoppedWithin.set(k, stoppedWithin.get(k).with(isWithin(firstStop, plain + k)));
        }
        if (firstStop >= 0) {
          saved.add(calls.size() - firstStop);
          stages.merge(calls.get(firstStop).stop(), 1L, Long::sum);
        }
      } else if (finishedWell(truth)) {
        falselyFound = falselyFound.with(firstFound >= 0);
        falselyStopped = falselyStopped.with(firstStop >= 0);
        if (firstStop >= 0) {
          falseStages.merge(calls.get(firstStop).stop(), 1L, Long::sum);
        }
      }
    }

    private static boolean isWithin(int index, int last) {
      return index >= 0 && index <= last;
    }

    private static boolean finishedWell(Truth truth) {
      return truth.solved() && (truth.finished() || truth.label() == Label.BENIGN);
    }

    private static int callsUpTo(List<ReplayedCall> calls, int step) {
      return (int) calls.stream().filter(call -> call.step() <= step).count();
    }

    private static int firstFound(List<ReplayedCall> calls) {
      for (int i = 0; i < calls.size(); i++) {
        if (hasLoop(calls.get(i).atAttempt()) || hasLoop(calls.get(i).atResult())) {
          return i;
        }
      }
      return -1;
    }

    /** The first stopped call that a loop rule asked for, there or on an earlier call. */
    private static int firstStop(List<ReplayedCall> calls) {
      boolean asked = false;
      for (int i = 0; i < calls.size(); i++) {
        ReplayedCall call = calls.get(i);
        boolean here = bindingLoop(call.atAttempt());
        boolean byGate = call.atAttempt().isEmpty() && asked;
        if (call.stop().isStop() && (here || byGate)) {
          return i;
        }
        asked |= here || bindingLoop(call.atResult());
      }
      return -1;
    }

    private static boolean hasLoop(List<Firing> firings) {
      return firings.stream().anyMatch(f -> f.kind() == DetectionKind.LOOP);
    }

    private static boolean bindingLoop(List<Firing> firings) {
      return firings.stream().anyMatch(f -> f.kind() == DetectionKind.LOOP && f.binds());
    }
  }
}
