// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.view;

import java.time.Instant;

/**
 * What somebody made of a detection.
 *
 * <p>{@code state} is new, acknowledged, false-positive or confirmed.
 */
public record TriageView(
    String detection, String rule, String state, String by, String reason, Instant at) {}
