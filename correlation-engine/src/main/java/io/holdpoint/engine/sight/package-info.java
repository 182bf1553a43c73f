// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * How much of what rules rest on an agent's surroundings tell; start at {@link
 * io.holdpoint.engine.sight.Sights}.
 */
@NullMarked
package io.holdpoint.engine.sight;

import org.jspecify.annotations.NullMarked;
