// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.splice;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What was seen of one session.
 *
 * @param agent the data set and suite
 * @param task of the session before the splice
 * @param donor what takes over
 * @param after after how many calls; all of them if nothing does
 * @param alarms the call, from 1, at which each way saw something; those that saw nothing are left
 *     out
 */
record Seen(String agent, String task, Donor donor, int after, Map<Sight, Integer> alarms) {

  Seen {
    requireNonNull(agent, "agent");
    requireNonNull(task, "task");
    requireNonNull(donor, "donor");
    alarms = Map.copyOf(alarms);
  }

  /** True if something was seen before anything was there. */
  boolean isFalse(Sight sight) {
    return alarms.getOrDefault(sight, Integer.MAX_VALUE) <= after;
  }

  /** How many foreign calls it took; 0 if it was not seen, or seen too early. */
  int delay(Sight sight) {
    int at = alarms.getOrDefault(sight, 0);
    return at > after ? at - after : 0;
  }
}
