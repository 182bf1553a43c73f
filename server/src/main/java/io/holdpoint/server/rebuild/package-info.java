// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * The session store made anew from what counts; start at {@link
 * io.holdpoint.server.rebuild.StoreRebuild}.
 */
@NullMarked
package io.holdpoint.server.rebuild;

import org.jspecify.annotations.NullMarked;
