// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.view;

import java.time.Instant;

/** A step as the feed tells of it. */
public record StepNews(
    String id,
    String session,
    String kind,
    String upstream,
    String name,
    Instant startedAt,
    long durationNanos,
    String verdict,
    String outcome,
    int risk) {}
