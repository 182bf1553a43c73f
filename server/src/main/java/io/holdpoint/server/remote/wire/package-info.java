// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * What the two ends of the control channel say to each other; start at {@link
 * io.holdpoint.server.remote.wire.ChannelMethods}.
 */
@NullMarked
package io.holdpoint.server.remote.wire;

import org.jspecify.annotations.NullMarked;
