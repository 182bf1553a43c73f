// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What came of each sender and what was lost; start at {@link
 * io.holdpoint.collector.ledger.SourceLedger}.
 */
@NullMarked
package io.holdpoint.collector.ledger;

import org.jspecify.annotations.NullMarked;
