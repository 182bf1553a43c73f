// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.view;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a session compares with what its agent usually does. All evidence is in nats: the logarithm
 * of how much likelier it is for another agent or task.
 *
 * @param session the session's id
 * @param baseline what it is compared with
 * @param calls how many calls it made
 * @param driftedAt the call, from 1, from which it drifts; null if it does not
 * @param alarmedAt the call at which the limit was passed; null if it was not
 * @param steps its calls, the first of them if there are many
 * @param unknown what cannot be said, why, and how to get it; one sentence each
 */
public record DriftReport(
    String session,
    Baseline baseline,
    int calls,
    @Nullable Integer driftedAt,
    @Nullable Integer alarmedAt,
    List<Step> steps,
    List<String> unknown) {

  public DriftReport {
    requireNonNull(session, "session");
    requireNonNull(baseline, "baseline");
    steps = List.copyOf(steps);
    unknown = List.copyOf(unknown);
  }

  /**
   * What clean sessions of the agent did.
   *
   * @param name whose habits
   * @param cleanSessions how many sessions it rests on; 0 if there is no baseline
   * @param falseAlarmsPerThousand the limit: how many of 1,000 clean sessions may pass it
   * @param threshold the score that limit stands for; null if too few sessions tell
   * @param usualCalls what all but one in a hundred stay within; null if unknown, as those below
   * @param usualMillis from the first to the last call
   * @param usualPauseMillis between two calls
   * @param usualArgumentBytes of one call
   * @param usualResultBytes of one call
   */
  public record Baseline(
      String name,
      int cleanSessions,
      double falseAlarmsPerThousand,
      @Nullable Double threshold,
      @Nullable Long usualCalls,
      @Nullable Long usualMillis,
      @Nullable Long usualPauseMillis,
      @Nullable Long usualArgumentBytes,
      @Nullable Long usualResultBytes) {

    public Baseline {
      requireNonNull(name, "name");
    }
  }

  /**
   * One call.
   *
   * @param number from 1
   * @param tool its qualified name
   * @param score the evidence that stands after it
   * @param perThousand how many of 1,000 clean sessions are expected to get as far
   * @param transition evidence of this call: it follows the one before
   * @param mix the mix of the last tools moved
   * @param firstSeen tools, hosts and forms of arguments seen first
   * @param envelope sizes, times and steps beyond the usual
   * @param intent it has to do with the stated task, or not
   * @param divergence how far the mix of tools is from the usual one, 0 to 1 bit
   * @param seenBefore how often this call followed the one before in the baseline
   * @param outOf how often any call did
   * @param expected what usually follows the call before, most usual first
   */
  public record Step(
      int number,
      String tool,
      double score,
      double perThousand,
      double transition,
      double mix,
      double firstSeen,
      double envelope,
      double intent,
      double divergence,
      int seenBefore,
      int outOf,
      List<Expected> expected) {

    public Step {
      requireNonNull(tool, "tool");
      expected = List.copyOf(expected);
    }
  }

  /**
   * What usually comes next.
   *
   * @param tool its qualified name
   * @param share how often, 0 to 1
   */
  public record Expected(String tool, double share) {

    public Expected {
      requireNonNull(tool, "tool");
    }
  }
}
