// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** The journal for other systems, record by record; start at {@link Export}. */
@NullMarked
package io.holdpoint.server.audit.export;

import org.jspecify.annotations.NullMarked;
