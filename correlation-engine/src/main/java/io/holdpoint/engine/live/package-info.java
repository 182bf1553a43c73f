// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Rule files that change while the engine runs; start at {@link
 * io.holdpoint.engine.live.LiveRules}.
 */
@NullMarked
package io.holdpoint.engine.live;

import org.jspecify.annotations.NullMarked;
