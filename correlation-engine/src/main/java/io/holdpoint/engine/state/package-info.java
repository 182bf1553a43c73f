// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * What the engine remembers of sessions and floors; start at {@link
 * io.holdpoint.engine.state.SessionState}.
 */
@NullMarked
package io.holdpoint.engine.state;

import org.jspecify.annotations.NullMarked;
