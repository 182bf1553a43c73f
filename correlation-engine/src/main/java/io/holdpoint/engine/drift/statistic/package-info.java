// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Small statistics that take one more value in constant time; start at {@link
 * io.holdpoint.engine.drift.statistic.Cusum}.
 */
@NullMarked
package io.holdpoint.engine.drift.statistic;

import org.jspecify.annotations.NullMarked;
