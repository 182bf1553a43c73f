// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.view;

import java.time.Instant;
import java.util.List;

/**
 * A step as a line of the timeline.
 *
 * <p>{@code place} counts from 1. {@code hint} is the one argument that says most, {@code masked}
 * is true if the gateway masked some of them. {@code depth} counts the hand-offs it happened
 * within.
 */
public record RowView(
    String id,
    int place,
    String kind,
    String upstream,
    String name,
    String hint,
    Instant startedAt,
    long durationNanos,
    String verdict,
    String outcome,
    List<String> effects,
    List<String> labels,
    boolean masked,
    String grade,
    int risk,
    int depth) {}
