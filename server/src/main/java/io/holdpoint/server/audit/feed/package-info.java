// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** The journal sent on as it grows, at least once; start at {@link Feeds}. */
@NullMarked
package io.holdpoint.server.audit.feed;

import org.jspecify.annotations.NullMarked;
