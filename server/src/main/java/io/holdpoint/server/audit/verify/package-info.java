// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Whether a journal is whole, and how far that is sure; start at {@link Verification}. */
@NullMarked
package io.holdpoint.server.audit.verify;

import org.jspecify.annotations.NullMarked;
