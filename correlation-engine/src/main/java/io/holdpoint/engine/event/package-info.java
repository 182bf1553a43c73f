// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * The columns rules are written over, public API of rule authors; start at {@link
 * io.holdpoint.engine.event.StepEvent}.
 */
@NullMarked
package io.holdpoint.engine.event;

import org.jspecify.annotations.NullMarked;
