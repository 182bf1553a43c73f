// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Tests of what is known of resources. */
@NullMarked
package io.holdpoint.engine.ledger;

import org.jspecify.annotations.NullMarked;
