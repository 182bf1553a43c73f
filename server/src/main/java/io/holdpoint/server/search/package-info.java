// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Search over sessions and steps for operators; start at {@link
 * io.holdpoint.server.search.SearchDesk}.
 */
@NullMarked
package io.holdpoint.server.search;

import org.jspecify.annotations.NullMarked;
