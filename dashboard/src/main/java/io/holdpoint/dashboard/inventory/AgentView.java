// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.inventory;

import io.holdpoint.model.view.DriftReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent in one version, as far as its newest sessions tell.
 *
 * @param name by its own word, empty if it gave none
 * @param version by its own word, empty if it gave none
 * @param principals that it acts as, most sessions first
 * @param owner registered for one of them, empty if none is
 * @param team of that owner, empty if none is registered
 * @param purpose it was registered for, empty if none is
 * @param allowedEffects registered for it, null if none are
 * @param beyond effects it had that are not among those
 * @param upstreams that its calls went to
 * @param environments it was seen in
 * @param sessions how many were seen
 * @param live how many of those are not over
 * @param seenByGateway how many of those passed an enforcement point
 * @param steps in all of them
 * @param medianSteps of a session
 * @param mostSteps what nineteen of twenty sessions stay within
 * @param perDay sessions a day, from its oldest to its newest; null if they span less than an hour
 * @param outward how many sessions sent something out
 * @param drifted how many of those that are held passed the limit of drift
 * @param usage medians of sessions whose model calls somebody told of; null if nobody did
 * @param baseline what its sessions are compared with, as its newest one tells; null if none is
 *     held
 * @param denied calls in all of them
 * @param detections in all of them
 * @param effects of its permitted calls
 * @param labels of what came back to it
 * @param maxRisk the highest of its sessions
 * @param risks the highest of each session, oldest first, at most 30
 * @param askedPeople how many of its calls were put before people
 * @param firstSeen its oldest session
 * @param lastSeen its newest step
 */
public record AgentView(
    String name,
    String version,
    List<String> principals,
    String owner,
    String team,
    String purpose,
    @Nullable List<String> allowedEffects,
    List<String> beyond,
    List<String> upstreams,
    List<String> environments,
    int sessions,
    int live,
    int seenByGateway,
    long steps,
    int medianSteps,
    int mostSteps,
    @Nullable Double perDay,
    int outward,
    int drifted,
    @Nullable MedianUsage usage,
    DriftReport.@Nullable Baseline baseline,
    int denied,
    int detections,
    List<String> effects,
    List<String> labels,
    int maxRisk,
    List<Integer> risks,
    int askedPeople,
    Instant firstSeen,
    Instant lastSeen) {

  /** Of a session: tokens in and out together, cost in millionths of a US dollar. */
  public record MedianUsage(long tokens, long costMicros) {}

  public AgentView {
    principals = List.copyOf(principals);
    allowedEffects = allowedEffects == null ? null : List.copyOf(allowedEffects);
    beyond = List.copyOf(beyond);
    upstreams = List.copyOf(upstreams);
    environments = List.copyOf(environments);
    effects = List.copyOf(effects);
    labels = List.copyOf(labels);
    risks = List.copyOf(risks);
  }
}
