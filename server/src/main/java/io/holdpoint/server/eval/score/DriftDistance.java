// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.score;

import io.holdpoint.model.verdict.DetectionKind;
import io.holdpoint.server.eval.replay.Firing;
import io.holdpoint.server.eval.replay.ReplayedCall;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Where people say a session went wrong, and where a drift rule noticed something. Listed, not
 * rated: people often point at an agent, not at a step.
 *
 * @param session its name
 * @param root the step people point at
 * @param noticed the call at which a drift rule matched first, if any
 */
public record DriftDistance(String session, int root, OptionalInt noticed) {

  /** Every session that people pointed at a step of. */
  public static List<DriftDistance> of(Collection<Scored> sessions) {
    return sessions.stream()
        .filter(s -> s.truth().root().isPresent())
        .map(
            s ->
                new DriftDistance(
                    s.truth().session(), s.truth().root().getAsInt(), noticed(s.replay().calls())))
        .toList();
  }

  private static OptionalInt noticed(List<ReplayedCall> calls) {
    return calls.stream()
        .filter(
            call ->
                Stream.concat(call.atAttempt().stream(), call.atResult().stream())
                    .map(Firing::kind)
                    .anyMatch(kind -> kind == DetectionKind.DRIFT))
        .mapToInt(ReplayedCall::step)
        .findFirst();
  }
}
