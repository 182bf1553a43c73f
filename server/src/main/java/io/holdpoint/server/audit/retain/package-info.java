// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** What may be forgotten and what not; start at {@link Retention}. */
@NullMarked
package io.holdpoint.server.audit.retain;

import org.jspecify.annotations.NullMarked;
