// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import java.util.List;
import java.util.Set;

/**
 * What arguments make more of a call than its tool tells.
 *
 * @param argument the top-level argument in lower case, or {@code *} for any
 * @param like one of these must match one of its texts, taken as a path
 * @param effects added if so
 * @param labels added if so
 */
record Condition(String argument, List<Glob> like, Set<Effect> effects, Set<DataLabel> labels) {

  Condition {
    like = List.copyOf(like);
    effects = Set.copyOf(effects);
    labels = Set.copyOf(labels);
  }

  /** True if it holds; arguments that cannot be read or are too long make it hold. */
  boolean holds(ArgumentTexts arguments) {
    if (!arguments.readable()) {
      return true;
    }
    for (ArgumentTexts.Text text : arguments.texts()) {
      boolean meant = argument.equals("*") || argument.equals(text.argument());
      if (meant && matches(text.value())) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(String value) {
    if (value.length() > PathForms.LONGEST) {
      return true;
    }
    for (String form : PathForms.of(value)) {
      for (Glob glob : like) {
        if (glob.matches(form)) {
          return true;
        }
      }
    }
    return false;
  }
}
