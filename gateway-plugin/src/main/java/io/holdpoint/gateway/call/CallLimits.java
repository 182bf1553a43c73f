// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.port.Journal;
import java.time.Duration;

/**
 * Limits of one call.
 *
 * @param hold how long a call may wait for a person before its caller is told to come back
 * @param answer how long an answer may take that was promised for another stream
 * @param durability how sure the journal must be for every effect but reading
 * @param maxAnswer the longest answer that is held until it is judged, in bytes
 * @param maxOpen how many requests and streams of one principal may be under way
 */
public record CallLimits(
    Duration hold, Duration answer, Journal.Durability durability, int maxAnswer, int maxOpen) {

  public CallLimits {
    requireNonNull(hold, "hold");
    requireNonNull(answer, "answer");
    requireNonNull(durability, "durability");
  }
}
