// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * How far a session is from what its agent usually does; start at {@link
 * io.holdpoint.engine.drift.DriftRun}.
 */
@NullMarked
package io.holdpoint.engine.drift;

import org.jspecify.annotations.NullMarked;
