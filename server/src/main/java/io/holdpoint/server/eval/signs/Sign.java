// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.signs;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.provenance.Signs;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One of the engine's signs.
 *
 * @param column its name, in the engine and in rules
 * @param points what it counts in the engine
 */
public record Sign(String column, int points) {

  public Sign {
    requireNonNull(column, "column");
  }

  /** Every sign the engine knows, in its order. */
  public static List<Sign> all() {
    RecordComponent[] components = Signs.class.getRecordComponents();
    List<Sign> signs = new ArrayList<>();
    for (int i = 0; i < components.length; i++) {
      signs.add(new Sign(components[i].getName(), alone(components, i).points()));
    }
    return signs;
  }

  /** The facts with one sign and no other, from which the engine itself tells what it counts. */
  private static Signs alone(RecordComponent[] components, int index) {
    Object[] flags = new Object[components.length];
    Arrays.fill(flags, false);
    flags[index] = true;
    try {
      Constructor<Signs> constructor =
          Signs.class.getConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
      return constructor.newInstance(flags);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "signs: got " + components[index] + " (expected: a record of flags)", e);
    }
  }
}
