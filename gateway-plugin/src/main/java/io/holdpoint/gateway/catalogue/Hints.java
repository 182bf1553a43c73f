// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import io.holdpoint.gateway.catalogue.CatalogueEntry.Capability;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.view.OfferRow;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an upstream's hints make more of a tool. They are its word: they raise what is guessed and
 * lower nothing. What a catalogue entry or a person says of a tool, they do not touch.
 */
final class Hints {

  private Hints() {}

  static Capability raise(
      OfferRow.Source source, Capability capability, @Nullable ListedTool listed) {
    if (listed == null) {
      return capability;
    }
    return switch (source) {
      case OPERATOR, CATALOGUE -> capability;
      case NONE ->
          listed.mayDestroy() ? raised(capability, Set.of(Effect.DESTROY), Set.of()) : capability;
      case NAME -> guessed(capability, listed);
    };
  }

  /** A default raises nothing: most honest servers leave hints out. */
  private static Capability guessed(Capability capability, ListedTool listed) {
    EnumSet<Effect> effects = EnumSet.noneOf(Effect.class);
    if (listed.saysDestroys()) {
      effects.add(Effect.DESTROY);
    }
    boolean writes = listed.saysWrites() && isLight(capability.effects());
    if (writes) {
      effects.add(Effect.WRITE);
    }
    Set<DataLabel> labels = Set.of();
    if (listed.saysOpen()) {
      if (writes || capability.effects().contains(Effect.WRITE)) {
        effects.add(Effect.EGRESS);
      }
      labels = Set.of(DataLabel.UNTRUSTED);
    }
    return raised(capability, effects, labels);
  }

  private static boolean isLight(Set<Effect> effects) {
    return effects.stream().allMatch(e -> e == Effect.READ || e == Effect.DISCOVER);
  }

  private static Capability raised(
      Capability capability, Set<Effect> effects, Set<DataLabel> labels) {
    if (capability.effects().containsAll(effects) && capability.labels().containsAll(labels)) {
      return capability;
    }
    EnumSet<Effect> allEffects = EnumSet.copyOf(capability.effects());
    allEffects.addAll(effects);
    EnumSet<DataLabel> allLabels = EnumSet.noneOf(DataLabel.class);
    allLabels.addAll(capability.labels());
    allLabels.addAll(labels);
    return new Capability(allEffects, allLabels);
  }
}
