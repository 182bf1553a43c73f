// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Tests of {@code io.holdpoint.server.config}. */
@NullMarked
package io.holdpoint.server.config;

import org.jspecify.annotations.NullMarked;
