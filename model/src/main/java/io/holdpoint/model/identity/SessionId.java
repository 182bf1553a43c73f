// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.identity;

import static java.util.Objects.requireNonNull;

/**
 * Names one execution of one agent for one task.
 *
 * @param value {@code s-} and lower-case hexadecimal digits
 */
public record SessionId(String value) {

  public SessionId {
    requireNonNull(value, "value");
    if (!value.startsWith("s-") || value.length() < 3) {
      throw new IllegalArgumentException(
          "session id: got \"" + value + "\" (expected: s- followed by hexadecimal digits)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
