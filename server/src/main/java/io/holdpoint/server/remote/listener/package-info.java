// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * The engine's end of the control channel; start at {@link
 * io.holdpoint.server.remote.listener.EnforcementListener}.
 */
@NullMarked
package io.holdpoint.server.remote.listener;

import org.jspecify.annotations.NullMarked;
