// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Names of fields by their path: {@code $.customer.name}, {@code $.items[*].iban}, {@code
 * $..email}. Lists are passed through; {@code *} is any name, {@code ..} any way down.
 */
final class FieldPath {

  private static final String ANY_WAY = "..";

  private final List<String> steps;

  private FieldPath(List<String> steps) {
    this.steps = List.copyOf(steps);
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException if it is none
   */
  static FieldPath of(String text) {
    if (!text.startsWith("$.") || text.length() < 3) {
      throw new IllegalArgumentException(
          "field: got \"" + text + "\" (expected: a path such as $.customer.name or $..email)");
    }
    List<String> steps = new ArrayList<>();
    String rest = text.substring(1).replace("[*]", "");
    while (!rest.isEmpty()) {
      if (rest.startsWith("..")) {
        steps.add(ANY_WAY);
        rest = rest.substring(1);
      }
      int end = rest.indexOf('.', 1);
      String step = end < 0 ? rest.substring(1) : rest.substring(1, end);
      if (step.isEmpty() || step.indexOf('[') >= 0) {
        throw new IllegalArgumentException(
            "field: got \"" + text + "\" (expected: names, * and [*] only)");
      }
      steps.add(step);
      rest = end < 0 ? "" : rest.substring(end);
    }
    return new FieldPath(steps);
  }

  /** True if the names on the way to a value, one for each object around it, fit. */
  boolean matches(byte[] json, int[] keyStarts, int[] keyEnds, int depth) {
    int[] levels = new int[depth + 1];
    int n = 0;
    for (int i = 1; i <= depth; i++) {
      // A list has the name of what it stands in: no level of its own.
      if (keyEnds[i] > 0 && (i == 1 || keyStarts[i] != keyStarts[i - 1])) {
        levels[n++] = i;
      }
    }
    return matches(json, keyStarts, keyEnds, levels, 0, n, 0);
  }

  private boolean matches(
      byte[] json, int[] starts, int[] ends, int[] levels, int level, int n, int step) {
    if (step == steps.size()) {
      // What is within a named object is named with it.
      return true;
    }
    String wanted = steps.get(step);
    if (wanted.equals(ANY_WAY)) {
      for (int skip = level; skip < n; skip++) {
        if (matches(json, starts, ends, levels, skip, n, step + 1)) {
          return true;
        }
      }
      return false;
    }
    if (level == n) {
      return false;
    }
    int at = levels[level];
    boolean same =
        wanted.equals("*")
            || wanted.equals(
                new String(json, starts[at], ends[at] - starts[at], StandardCharsets.UTF_8));
    return same && matches(json, starts, ends, levels, level + 1, n, step + 1);
  }
}
