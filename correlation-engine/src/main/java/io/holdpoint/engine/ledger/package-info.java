// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * What is known of files, memories, rows and issues that outlives a session; start at {@link
 * io.holdpoint.engine.ledger.ResourceLedger}.
 */
@NullMarked
package io.holdpoint.engine.ledger;

import org.jspecify.annotations.NullMarked;
