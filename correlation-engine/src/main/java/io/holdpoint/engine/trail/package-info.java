// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * What a session did to which things, and what its arguments look like; start at {@link
 * io.holdpoint.engine.trail.Trail}.
 */
@NullMarked
package io.holdpoint.engine.trail;

import org.jspecify.annotations.NullMarked;
