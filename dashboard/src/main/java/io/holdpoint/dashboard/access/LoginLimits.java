// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.access;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * For how long a browser stays logged in.
 *
 * @param idle without a request
 * @param longest in any case
 */
public record LoginLimits(Duration idle, Duration longest) {

  /** What a configuration without a word on it means. */
  public static final LoginLimits USUAL =
      new LoginLimits(Duration.ofHours(2), Duration.ofHours(12));

  public LoginLimits {
    requireNonNull(idle, "idle");
    requireNonNull(longest, "longest");
    if (!idle.isPositive() || longest.compareTo(idle) < 0) {
      throw new IllegalArgumentException(
          "login: got " + idle + " and " + longest + " (expected: some time, then no less)");
    }
  }
}
