// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Verbs on the evidence that need no server; start at {@link AuditVerb}. */
@NullMarked
package io.holdpoint.server.cli.audit;

import org.jspecify.annotations.NullMarked;
