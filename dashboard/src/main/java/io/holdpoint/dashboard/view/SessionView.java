// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session with its state now.
 *
 * <p>{@code state} is killed, paused, restricted, active or ended. {@code containable} is false for
 * a session that no enforcement point ever saw. {@code gate} says what stands behind a state other
 * than active and ended. {@code trend} is the risk after its steps, oldest first, thinned out. What
 * telemetry alone cannot know is null, as are usage that nobody told of and drift without a
 * baseline.
 */
public record SessionView(
    String id,
    String root,
    String environment,
    @Nullable String floor,
    @Nullable String principalKind,
    String principal,
    String agentName,
    String agentVersion,
    String task,
    String keySource,
    @Nullable String keyGrade,
    Instant startedAt,
    int steps,
    int denied,
    int detections,
    int risk,
    int maxRisk,
    List<String> effects,
    List<String> labels,
    String lastStep,
    Instant lastStepAt,
    String state,
    boolean containable,
    @Nullable GateView gate,
    List<Integer> trend,
    @Nullable UsageView usage,
    @Nullable DriftView drift) {

  /** What its model calls took, as far as telemetry tells; cost in millionths of a US dollar. */
  public record UsageView(long inputTokens, long outputTokens, long costMicros) {}

  /** How far it has drifted: nats, clean sessions of 1,000 that get as far, the limit passed. */
  public record DriftView(double score, double perThousand, boolean alarm) {}
}
