// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Looking for records of the journal, the newest first; start at {@link RecordSearch}. */
@NullMarked
package io.holdpoint.server.audit.search;

import org.jspecify.annotations.NullMarked;
