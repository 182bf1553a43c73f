// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of the journal; start at {@code FileJournalTest}. */
@NullMarked
package io.holdpoint.gateway.journal;

import org.jspecify.annotations.NullMarked;
