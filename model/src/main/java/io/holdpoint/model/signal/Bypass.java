// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.signal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * For a while nothing is held or refused by policies and rules: it is only watched. What people
 * ordered stands all the same, and so does who may use what.
 *
 * @param since when it began
 * @param until when it ends by itself
 * @param by who ordered it
 * @param reason why
 */
public record Bypass(Instant since, Instant until, String by, String reason) {

  public Bypass {
    requireNonNull(since, "since");
    requireNonNull(until, "until");
    requireNonNull(by, "by");
    requireNonNull(reason, "reason");
  }

  /** True while it is on. */
  public boolean isOn(Instant now) {
    return !now.isBefore(since) && now.isBefore(until);
  }
}
