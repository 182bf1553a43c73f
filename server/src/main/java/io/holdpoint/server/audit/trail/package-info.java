// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Who did and looked at what; start at {@link JournaledTrail}. */
@NullMarked
package io.holdpoint.server.audit.trail;

import org.jspecify.annotations.NullMarked;
