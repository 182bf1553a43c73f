// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Judges the steps of every session; start at {@link io.holdpoint.engine.CorrelationEngine}. */
@NullMarked
package io.holdpoint.engine;

import org.jspecify.annotations.NullMarked;
