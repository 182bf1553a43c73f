// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Tests of {@code io.holdpoint.server.remote}. */
@NullMarked
package io.holdpoint.server.remote;

import org.jspecify.annotations.NullMarked;
