// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.link;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What happens to calls that nobody can judge, by their effect. A call with several effects gets
 * the strictest.
 *
 * @param byEffect holds every effect
 */
public record FailureModes(Map<Effect, FailureMode> byEffect) {

  /** Reading goes on, changing waits for the engine, what cannot be undone is refused. */
  public static final FailureModes USUAL = new FailureModes(usual());

  public FailureModes {
    byEffect = Map.copyOf(byEffect);
    if (byEffect.size() != Effect.values().length) {
      throw new IllegalArgumentException(
          "failure modes: got " + byEffect.keySet() + " (expected: one for each effect)");
    }
  }

  /** What to do with a call, weakest first. */
  public enum FailureMode {
    /** It goes on, and the engine learns of it later. */
    OPEN,
    /** It waits for the engine for a while, then is refused. */
    HELD,
    /** It is refused at once. */
    CLOSED
  }

  /** Reads a section with effects as keys; what it does not name stays as usual. */
  public static FailureModes read(DocumentReader section) {
    Map<Effect, FailureMode> modes = usual();
    for (Effect effect : Effect.values()) {
      String key = effect.name().toLowerCase(Locale.ROOT).replace('_', '-');
      modes.put(
          effect, section.choice(key, FailureMode.class, requireNonNull(modes.get(effect), key)));
    }
    section.finish();
    return new FailureModes(modes);
  }

  /** What to do with a call. */
  FailureMode of(Step.Attempted attempt) {
    FailureMode strictest = FailureMode.OPEN;
    for (Effect effect : attempt.tool().effects()) {
      FailureMode mode = requireNonNull(byEffect.get(effect), effect::name);
      strictest = mode.compareTo(strictest) > 0 ? mode : strictest;
    }
    return strictest;
  }

  private static Map<Effect, FailureMode> usual() {
    Map<Effect, FailureMode> modes = new EnumMap<>(Effect.class);
    for (Effect effect : Effect.values()) {
      modes.put(
          effect,
          switch (effect) {
            case READ, DISCOVER, MEMORY_READ -> FailureMode.OPEN;
            case WRITE, EGRESS, DELEGATE, MEMORY_WRITE -> FailureMode.HELD;
            case DESTROY, PAY, EXEC, ADMIN -> FailureMode.CLOSED;
          });
    }
    return modes;
  }
}
