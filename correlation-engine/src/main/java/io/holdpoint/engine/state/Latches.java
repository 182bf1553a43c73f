// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.state;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.StepId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was seen once and therefore stands: the labels of results, each with the step that brought
 * it first, and the effects of calls. Latches do not expire. They form a join-semilattice: {@link
 * #merge} is associative, commutative and idempotent, and never loses one.
 *
 * @param labels label to the earliest step that brought it
 * @param effects effects of calls that were let through
 */
public record Latches(Map<DataLabel, Latch> labels, Set<Effect> effects) {
  private static final List<DataLabel> LABELS = List.of(DataLabel.values());

  /** Nothing was seen. */
  public static final Latches NONE = new Latches(Map.of(), Set.of());

  /**
   * A label came.
   *
   * @param step with the result of this step
   * @param tool qualified name of the tool that brought it
   * @param at engine time in milliseconds since 1970
   */
  public record Latch(StepId step, String tool, long at) {
    static final Comparator<Latch> ARRIVAL =
        Comparator.comparingLong(Latch::at)
            .thenComparing(l -> l.step().toString())
            .thenComparing(Latch::tool);

    public Latch {
      requireNonNull(step, "step");
      requireNonNull(tool, "tool");
    }
  }

  public Latches {
    labels = labels.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(labels));
    effects = effects.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(effects));
  }

  /** The labels a result brought. */
  public static Latches ofLabels(Set<DataLabel> labels, Latch latch) {
    if (labels.isEmpty()) {
      return NONE;
    }
    Map<DataLabel, Latch> map = new EnumMap<>(DataLabel.class);
    labels.forEach(label -> map.put(label, latch));
    return new Latches(map, Set.of());
  }

  /** The effects of a call. */
  public static Latches ofEffects(Set<Effect> effects) {
    return new Latches(Map.of(), effects);
  }

  /** True if a result with this label came. */
  public boolean seen(DataLabel label) {
    return labels.containsKey(label);
  }

  /** The step that brought the label first, or null if none did. */
  public @Nullable Latch latch(DataLabel label) {
    return labels.get(label);
  }

  /** The latches of {@code wanted} that are set, by arrival, each step once. */
  public List<Latch> evidence(Set<DataLabel> wanted) {
    List<Latch> found = new ArrayList<>();
    for (DataLabel label : wanted) {
      Latch latch = labels.get(label);
      if (latch != null && !found.contains(latch)) {
        found.add(latch);
      }
    }
    found.sort(Latch.ARRIVAL);
    return found;
  }

  /** These latches without the effects. */
  public Latches labelsOnly() {
    return effects.isEmpty() ? this : new Latches(labels, Set.of());
  }

  /** Everything either of the two has seen. */
  public Latches merge(Latches other) {
    if (covers(other)) {
      return this;
    }
    if (other.covers(this)) {
      return other;
    }
    Map<DataLabel, Latch> allLabels = new EnumMap<>(DataLabel.class);
    allLabels.putAll(labels);
    other.labels.forEach((label, latch) -> allLabels.merge(label, latch, Latches::earlier));
    Set<Effect> allEffects = EnumSet.noneOf(Effect.class);
    allEffects.addAll(effects);
    allEffects.addAll(other.effects);
    return new Latches(allLabels, allEffects);
  }

  /** True if merging the other changes nothing. */
  @SuppressWarnings("ReferenceEquality") // a shortcut: what follows compares by value
  boolean covers(Latches other) {
    if (other == this || (other.labels.isEmpty() && other.effects.isEmpty())) {
      return true;
    }
    for (Effect effect : other.effects) {
      if (!effects.contains(effect)) {
        return false;
      }
    }
    for (DataLabel label : LABELS) {
      Latch mine = labels.get(label);
      Latch theirs = other.labels.get(label);
      if (theirs != null
          && mine != theirs
          && (mine == null || Latch.ARRIVAL.compare(mine, theirs) > 0)) {
        return false;
      }
    }
    return true;
  }

  private static Latch earlier(Latch a, Latch b) {
    return Latch.ARRIVAL.compare(a, b) <= 0 ? a : b;
  }
}
