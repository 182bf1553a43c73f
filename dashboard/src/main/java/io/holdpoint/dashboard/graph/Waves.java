// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.graph;

import io.holdpoint.dashboard.outline.OutlineStep;
import io.holdpoint.dashboard.outline.SessionOutline;
import io.holdpoint.model.step.StepKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parts the steps of one scope into waves: what overlaps in time went on side by side, everything
 * else one after the other. A step and the one that called it are never side by side.
 */
final class Waves {

  /** From here on, equal steps side by side are one node. */
  private static final int MANY = 4;

  private static final int ANCESTORS = 4;

  private final SessionOutline outline;
  private final Scopes scopes;

  Waves(SessionOutline outline, Scopes scopes) {
    this.outline = outline;
    this.scopes = scopes;
  }

  /** The waves of steps that are in the order of time. */
  List<List<Item>> of(List<Integer> members) {
    List<List<Item>> waves = new ArrayList<>();
    List<Integer> wave = new ArrayList<>();
    Instant end = Instant.MIN;
    for (int index : members) {
      OutlineStep step = outline.steps().get(index);
      if (!wave.isEmpty() && !(step.startedAt().isBefore(end) && fits(wave, index))) {
        waves.add(items(wave));
        wave = new ArrayList<>();
        end = Instant.MIN;
      }
      wave.add(index);
      // The session's own agent lasts as long as the session: everything happens within it.
      Instant over = scopes.isOwnAgent(index) ? step.startedAt() : step.endedAt();
      end = over.isAfter(end) ? over : end;
    }
    if (!wave.isEmpty()) {
      waves.add(items(wave));
    }
    return waves;
  }

  /** What a step is the repetition of, if it comes again. */
  String signature(int index) {
    OutlineStep step = outline.steps().get(index);
    return step.kind() + " " + step.qualifiedName() + " " + step.verdict();
  }

  private boolean fits(List<Integer> wave, int index) {
    int first = wave.getFirst();
    return isThought(first) == isThought(index) && !descends(index, wave);
  }

  /** Models and people: what they say comes before or after a call, never beside it. */
  private boolean isThought(int index) {
    StepKind kind = outline.steps().get(index).kind();
    return kind == StepKind.MODEL_CALL || kind == StepKind.USER_MESSAGE;
  }

  private boolean descends(int index, List<Integer> wave) {
    int at = outline.parent(index);
    for (int i = 0; i < ANCESTORS && at != SessionOutline.NONE; i++) {
      if (wave.contains(at)) {
        return true;
      }
      at = outline.parent(at);
    }
    return false;
  }

  private List<Item> items(List<Integer> wave) {
    Map<String, List<Integer>> alike = new LinkedHashMap<>();
    for (int index : wave) {
      boolean handsOff = !scopes.members(index).isEmpty();
      String key = handsOff ? "hand-off " + index : signature(index);
      alike.computeIfAbsent(key, absent -> new ArrayList<>()).add(index);
    }
    List<Item> items = new ArrayList<>();
    for (List<Integer> same : alike.values()) {
      if (same.size() >= MANY) {
        items.add(new Item(same, Item.Fold.MANY, same.size()));
      } else {
        same.forEach(index -> items.add(Item.of(index)));
      }
    }
    items.sort(java.util.Comparator.comparingInt(Item::first));
    return items;
  }
}
