// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.view;

import java.time.Instant;
import java.util.List;

/** A rule matched. */
public record DetectionView(
    String id,
    RuleView rule,
    String kind,
    String severity,
    String session,
    List<String> chain,
    int score,
    String action,
    String mode,
    String text,
    Instant at) {}
