// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.servers;

import java.util.Map;
import java.util.Optional;

/** The arguments of one call, read by name. */
record Arguments(Map<String, Object> values) {

  /** The text under {@code name}. */
  String text(String name) throws ToolFailure {
    return optionalText(name)
        .orElseThrow(() -> new ToolFailure(name + ": got nothing (expected: a text)"));
  }

  /** The text under {@code name}, or empty if it was left out. */
  Optional<String> optionalText(String name) throws ToolFailure {
    return switch (values.get(name)) {
      case null -> Optional.empty();
      case String text -> Optional.of(text);
      case Object other ->
          throw new ToolFailure(
              name + ": got " + other.getClass().getSimpleName() + " (expected: a text)");
    };
  }

  /** The whole number under {@code name}. */
  long number(String name) throws ToolFailure {
    return optionalNumber(name)
        .orElseThrow(() -> new ToolFailure(name + ": got nothing (expected: a whole number)"));
  }

  /** The whole number under {@code name}, or empty if it was left out. */
  Optional<Long> optionalNumber(String name) throws ToolFailure {
    return switch (values.get(name)) {
      case null -> Optional.empty();
      case Integer number -> Optional.of(number.longValue());
      case Long number -> Optional.of(number);
      case Object other ->
          throw new ToolFailure(name + ": got " + other + " (expected: a whole number)");
    };
  }
}
