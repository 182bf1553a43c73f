// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.view;

/** What telemetry tells of a step beyond what every step has; empty and 0 where it does not. */
public record DetailView(
    String dialect,
    String callId,
    String model,
    String provider,
    String counterpart,
    long inputTokens,
    long outputTokens,
    long cachedTokens,
    long reasoningTokens,
    int messages,
    long costMicros) {}
