// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.view;

import java.time.Instant;
import java.util.List;

/**
 * What a framework tells of a call the gateway saw, beside the gateway's own facts.
 *
 * @param way by what it was found to be the same call
 * @param differences in what it differs from what the gateway saw
 */
public record ClaimView(
    String id,
    String session,
    String way,
    String name,
    Instant startedAt,
    long durationNanos,
    String outcome,
    PayloadView arguments,
    PayloadView result,
    String grade,
    DetailView detail,
    List<String> differences) {}
