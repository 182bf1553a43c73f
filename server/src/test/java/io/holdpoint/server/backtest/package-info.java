// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Rules tried on recorded input. */
@NullMarked
package io.holdpoint.server.backtest;

import org.jspecify.annotations.NullMarked;
