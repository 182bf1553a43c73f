// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.link;

import io.holdpoint.model.step.Effect;
import java.util.Locale;
import java.util.Set;

/** What happens to a call while nobody can judge it. */
public enum AwayMode {
  /** It goes on, and is told later. */
  OPEN,
  /** It waits for the daemon, then is refused. */
  HELD,
  /** It is refused at once. */
  CLOSED;

  /** The strictest that one of {@code effects} asks for. */
  public static AwayMode of(Set<Effect> effects) {
    AwayMode strictest = OPEN;
    for (Effect effect : effects) {
      AwayMode mode = of(effect);
      strictest = mode.compareTo(strictest) > 0 ? mode : strictest;
    }
    return strictest;
  }

  /** The mode of a word, or {@link #HELD} for any other text. */
  static AwayMode of(String word) {
    for (AwayMode mode : values()) {
      if (mode.word().equals(word)) {
        return mode;
      }
    }
    return HELD;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static AwayMode of(Effect effect) {
    return switch (effect) {
      case READ, DISCOVER, MEMORY_READ -> OPEN;
      case WRITE, EGRESS, DELEGATE, MEMORY_WRITE -> HELD;
      case DESTROY, PAY, EXEC, ADMIN -> CLOSED;
    };
  }
}
