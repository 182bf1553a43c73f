// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Tests of {@code io.holdpoint.server.cli}. */
@NullMarked
package io.holdpoint.server.cli;

import org.jspecify.annotations.NullMarked;
