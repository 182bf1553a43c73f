// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** Folds what comes again and again: at least three times in a row, one to three waves long. */
final class Loops {

  private static final int TIMES = 3;
  private static final int LONGEST = 3;

  private final IntFunction<String> signature;
  private final IntPredicate unfolded;

  /**
   * Folds loops.
   *
   * @param signature what a step is the repetition of
   * @param unfolded true for the first step of a loop that is not to be folded
   */
  Loops(IntFunction<String> signature, IntPredicate unfolded) {
    this.signature = signature;
    this.unfolded = unfolded;
  }

  /** The waves with each loop folded into one item. */
  List<List<Item>> fold(List<List<Item>> waves, Set<Integer> handOffs) {
    List<String> signatures = waves.stream().map(wave -> signature(wave, handOffs)).toList();
    List<List<Item>> folded = new ArrayList<>();
    int at = 0;
    while (at < waves.size()) {
      int length = lengthOfLoop(signatures, at);
      int times = length == 0 ? 0 : times(signatures, at, length);
      int first = waves.get(at).getFirst().first();
      if (times < TIMES) {
        folded.add(waves.get(at));
        at++;
        continue;
      }
      List<List<Item>> loop = waves.subList(at, at + length * times);
      if (unfolded.test(first)) {
        folded.add(opened(loop.getFirst()));
        folded.addAll(loop.subList(1, loop.size()));
      } else {
        folded.add(List.of(loop(loop, times)));
      }
      at += length * times;
    }
    return folded;
  }

  /** The first of a loop that is shown in full: the place at which it can be folded again. */
  private static List<Item> opened(List<Item> wave) {
    List<Item> opened = new ArrayList<>(wave);
    opened.set(0, new Item(wave.getFirst().steps(), Item.Fold.OPEN, 1));
    return opened;
  }

  private static Item loop(List<List<Item>> waves, int times) {
    List<Integer> steps =
        waves.stream().flatMap(List::stream).flatMap(i -> i.steps().stream()).sorted().toList();
    return new Item(steps, Item.Fold.LOOP, times);
  }

  /** A hand-off is what its own agent did, and never the repetition of another. */
  private String signature(List<Item> wave, Set<Integer> handOffs) {
    StringBuilder text = new StringBuilder();
    for (Item item : wave) {
      int first = item.first();
      text.append(handOffs.contains(first) ? "hand-off " + first : signature.apply(first));
      text.append(' ').append(item.steps().size()).append('\n');
    }
    return text.toString();
  }

  private static int lengthOfLoop(List<String> signatures, int at) {
    for (int length = 1; length <= LONGEST; length++) {
      if (times(signatures, at, length) >= TIMES) {
        return length;
      }
    }
    return 0;
  }

  private static int times(List<String> signatures, int at, int length) {
    int end = at + length;
    while (end < signatures.size() && signatures.get(end).equals(signatures.get(end - length))) {
      end++;
    }
    return end > signatures.size() ? 1 : (end - at) / length;
  }
}
