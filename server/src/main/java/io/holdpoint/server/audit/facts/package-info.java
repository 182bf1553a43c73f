// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** What a record of the journal tells at a glance; start at {@link RecordFacts}. */
@NullMarked
package io.holdpoint.server.audit.facts;

import org.jspecify.annotations.NullMarked;
