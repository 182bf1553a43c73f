// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Tests of replays. */
@NullMarked
package io.holdpoint.server.replay;

import org.jspecify.annotations.NullMarked;
