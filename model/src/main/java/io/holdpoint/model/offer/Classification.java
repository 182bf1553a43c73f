// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.offer;

import io.holdpoint.model.step.ArgumentRole;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import java.util.Map;
import java.util.Set;

/**
 * What a person says a tool can do. It stands before every catalogue.
 *
 * @param effects what a call can do, at least one
 * @param labels what its results carry
 * @param roles what its arguments are, by name; arguments not named keep what the catalogue says
 */
public record Classification(
    Set<Effect> effects, Set<DataLabel> labels, Map<String, ArgumentRole> roles) {

  public Classification {
    effects = Set.copyOf(effects);
    labels = Set.copyOf(labels);
    roles = Map.copyOf(roles);
    if (effects.isEmpty()) {
      throw new IllegalArgumentException("effects: got none (expected: at least one)");
    }
  }
}
