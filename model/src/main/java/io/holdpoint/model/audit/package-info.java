// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** What the journal says of itself and of who used it; start at {@link AuditEvent}. */
@NullMarked
package io.holdpoint.model.audit;

import org.jspecify.annotations.NullMarked;
