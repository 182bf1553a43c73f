// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** A store lost and made anew. */
@NullMarked
package io.holdpoint.server.rebuild;

import org.jspecify.annotations.NullMarked;
