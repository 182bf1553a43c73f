// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The signal behind a state.
 *
 * <p>{@code session} is the one the signal was given for: another one of the same principal where
 * the signal stands on the floor. {@code until} and {@code allowed} belong to restrictions.
 */
public record GateView(
    String ref,
    String action,
    String session,
    String by,
    @Nullable RuleView rule,
    String reason,
    Instant at,
    @Nullable Instant until,
    List<String> allowed) {}
