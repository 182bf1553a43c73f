// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Ways to hand records to another system; start at {@link FarEnd}. */
@NullMarked
package io.holdpoint.server.audit.feed.send;

import org.jspecify.annotations.NullMarked;
