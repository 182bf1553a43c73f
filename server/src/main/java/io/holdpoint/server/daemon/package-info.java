// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * The daemon of one user, as others see it; start at {@link
 * io.holdpoint.server.daemon.DaemonRecord}.
 */
@NullMarked
package io.holdpoint.server.daemon;

import org.jspecify.annotations.NullMarked;
