// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Tests of the control channel, both ends of it. */
@NullMarked
package io.holdpoint.server.remote.link;

import org.jspecify.annotations.NullMarked;
