// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Who may be at the two ends of the control channel: keys, enrolments, seals on signals; start at
 * {@link io.holdpoint.server.remote.trust.Authority}.
 */
@NullMarked
package io.holdpoint.server.remote.trust;

import org.jspecify.annotations.NullMarked;
