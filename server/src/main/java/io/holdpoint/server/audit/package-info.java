// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** The journal kept as evidence: signed, sorted out, explained; start at {@link AuditKeeper}. */
@NullMarked
package io.holdpoint.server.audit;

import org.jspecify.annotations.NullMarked;
