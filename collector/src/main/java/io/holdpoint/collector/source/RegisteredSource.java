// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.source;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A sender as configured.
 *
 * @param token what it sends as {@code Authorization: Bearer}; never shown
 * @param rate how many inflated bytes a second it may send in the long run; 0 for as many as it
 *     likes
 * @param source who it is then
 */
public record RegisteredSource(String token, long rate, Source source) {

  /** Shorter tokens could be guessed. */
  public static final int SHORTEST_TOKEN = 16;

  public RegisteredSource {
    requireNonNull(token, "token");
    requireNonNull(source, "source");
    if (token.length() < SHORTEST_TOKEN) {
      throw new IllegalArgumentException(
          "token of source "
              + source.name()
              + ": got "
              + token.length()
              + " characters (expected: at least "
              + SHORTEST_TOKEN
              + ")");
    }
    if (source.trust() == Trust.NONE) {
      throw new IllegalArgumentException(
          "trust of source " + source.name() + ": got none (expected: gateway or framework)");
    }
    if (rate < 0) {
      throw new IllegalArgumentException(
          "rate of source " + source.name() + ": got " + rate + " (expected: >= 0)");
    }
  }

  /** A sender of the default tenant, registered for nobody in particular, without a rate. */
  public RegisteredSource(String name, String token, Trust trust) {
    this(token, 0, new Source(name, trust, Source.DEFAULT_TENANT, List.of()));
  }

  /** What it is called. */
  public String name() {
    return source.name();
  }

  /** How far it is believed. */
  public Trust trust() {
    return source.trust();
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "RegisteredSource[source=" + source + ", rate=" + rate + "]";
  }
}
