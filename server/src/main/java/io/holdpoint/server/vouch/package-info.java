// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Checks the evidence while it is written; start reading at {@code JournalDesk}. */
@NullMarked
package io.holdpoint.server.vouch;

import org.jspecify.annotations.NullMarked;
