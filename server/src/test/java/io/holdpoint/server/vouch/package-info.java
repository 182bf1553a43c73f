// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** The journal over the API. */
@NullMarked
package io.holdpoint.server.vouch;

import org.jspecify.annotations.NullMarked;
