// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.view;

import java.time.Instant;
import java.util.List;

/** A step with all that is known of it. */
public record StepView(
    String id,
    String parentSpanId,
    String session,
    String kind,
    String upstream,
    String name,
    Instant startedAt,
    long durationNanos,
    String verdict,
    String outcome,
    List<String> effects,
    List<String> labels,
    List<ReasonView> reasons,
    PayloadView arguments,
    PayloadView result,
    String grade,
    int risk,
    DetailView detail,
    List<ClaimView> claims) {}
