// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * One runtime for rules that look across sessions, agents and people; start at {@link
 * io.holdpoint.engine.fleet.Fleet}.
 */
@NullMarked
package io.holdpoint.engine.fleet;

import org.jspecify.annotations.NullMarked;
