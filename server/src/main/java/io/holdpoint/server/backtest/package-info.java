// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Tries rules on recorded input, beside those in force, without touching live traffic; start at
 * {@link io.holdpoint.server.backtest.Backtest}.
 */
@NullMarked
package io.holdpoint.server.backtest;

import org.jspecify.annotations.NullMarked;
