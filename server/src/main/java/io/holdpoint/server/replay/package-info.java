// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** A recorded session, told again step by step; start at {@link Replay}. */
@NullMarked
package io.holdpoint.server.replay;

import org.jspecify.annotations.NullMarked;
