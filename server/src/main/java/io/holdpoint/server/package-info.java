// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * The whole in one process: configuration, wiring, start and stop; start at {@link
 * io.holdpoint.server.HoldpointServer}.
 */
@NullMarked
package io.holdpoint.server;

import org.jspecify.annotations.NullMarked;
