// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.source;

import static java.util.Objects.requireNonNull;

/**
 * A sender as configured.
 *
 * @param name what it is called
 * @param token what it sends as {@code Authorization: Bearer}; never shown
 * @param trust gateway or framework
 */
public record RegisteredSource(String name, String token, Trust trust) {

  /** Shorter tokens could be guessed. */
  public static final int SHORTEST_TOKEN = 16;

  public RegisteredSource {
    requireNonNull(token, "token");
    requireNonNull(trust, "trust");
    if (!Source.isName(name)) {
      throw new IllegalArgumentException(
          "source name: got \"" + name + "\" (expected: 1 to 64 of A-Z a-z 0-9 . _ -)");
    }
    if (token.length() < SHORTEST_TOKEN) {
      throw new IllegalArgumentException(
          "token of source "
              + name
              + ": got "
              + token.length()
              + " characters (expected: at least "
              + SHORTEST_TOKEN
              + ")");
    }
    if (trust == Trust.NONE) {
      throw new IllegalArgumentException(
          "trust of source " + name + ": got none (expected: gateway or framework)");
    }
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "RegisteredSource[name=" + name + ", trust=" + trust + "]";
  }
}
