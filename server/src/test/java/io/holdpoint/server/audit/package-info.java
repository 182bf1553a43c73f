// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Attacks on journals, and what verification makes of them. */
@NullMarked
package io.holdpoint.server.audit;

import org.jspecify.annotations.NullMarked;
