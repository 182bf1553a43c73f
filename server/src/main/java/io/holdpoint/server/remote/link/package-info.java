// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * A gateway's end of the control channel: the ports of the engine, served from afar; start at
 * {@link io.holdpoint.server.remote.link.RemoteEngine}.
 */
@NullMarked
package io.holdpoint.server.remote.link;

import org.jspecify.annotations.NullMarked;
