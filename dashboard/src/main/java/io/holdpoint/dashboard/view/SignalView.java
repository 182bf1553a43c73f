// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signal.
 *
 * <p>{@code floor} is given where the signal stands on the floor too.
 */
public record SignalView(
    long sequence,
    String ref,
    String action,
    String session,
    String root,
    @Nullable String floor,
    String by,
    @Nullable RuleView rule,
    String reason,
    Instant at) {}
