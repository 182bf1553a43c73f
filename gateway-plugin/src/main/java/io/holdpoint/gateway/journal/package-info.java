// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** The evidence on disk; start at {@link io.holdpoint.gateway.journal.FileJournal}. */
@NullMarked
package io.holdpoint.gateway.journal;

import org.jspecify.annotations.NullMarked;
