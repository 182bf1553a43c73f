// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * A gateway without an engine: the ports of the engine over HTTP; start at {@link
 * io.holdpoint.server.remote.RemoteEngine}, and at {@link
 * io.holdpoint.server.remote.EnforcementRoutes} for the other side.
 */
@NullMarked
package io.holdpoint.server.remote;

import org.jspecify.annotations.NullMarked;
