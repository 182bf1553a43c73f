// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Takes recorded sessions through the code that runs live; start at {@link
 * io.holdpoint.server.eval.replay.ReplayRig}.
 */
@NullMarked
package io.holdpoint.server.eval.replay;

import org.jspecify.annotations.NullMarked;
