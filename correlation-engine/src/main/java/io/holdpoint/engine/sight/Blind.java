// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.sight;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * A rule that finds nothing, because too little of what it rests on is told.
 *
 * @param rule its id
 * @param tenant whose calls it is blind to
 * @param agent the authenticated subject it is blind to, or empty for the tenant as a whole
 * @param expected of 100 calls or sessions so many must tell it
 * @param percent so many of 100 do, lately
 * @param missing what is told too seldom, at least one
 * @param since when that was first noticed, in engine time
 */
public record Blind(
    String rule,
    String tenant,
    String agent,
    int expected,
    int percent,
    Set<Ground> missing,
    Instant since) {
  public Blind {
    requireNonNull(rule, "rule");
    requireNonNull(tenant, "tenant");
    requireNonNull(agent, "agent");
    missing = EnumSet.copyOf(missing);
    requireNonNull(since, "since");
  }
}
