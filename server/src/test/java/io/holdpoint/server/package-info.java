// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Tests of the whole in one process. */
@NullMarked
package io.holdpoint.server;

import org.jspecify.annotations.NullMarked;
