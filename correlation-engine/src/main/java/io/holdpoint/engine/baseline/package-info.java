// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** What an agent usually does; start at {@link io.holdpoint.engine.baseline.Baselines}. */
@NullMarked
package io.holdpoint.engine.baseline;

import org.jspecify.annotations.NullMarked;
